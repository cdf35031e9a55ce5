namespace Kiosk.Board.Virtual.Drive;

/// <summary>A write that reached a <see cref="VirtualDrive"/>, whole or torn.</summary>
/// <param name="File">Number of the file.</param>
/// <param name="IsReplace">True when the bytes are the file's whole content now, false when they were appended.</param>
/// <param name="Durable">True when the firmware is told that they are durable; false when the power fails here.</param>
public readonly record struct DriveWrite(int File, bool IsReplace, bool Durable);

/// <summary>
/// Sees what a write put on a <see cref="VirtualDrive"/>, on the thread of the kiosk, before it returns.
/// </summary>
public delegate void DriveWatch(DriveWrite write, ReadOnlySpan<byte> bytes);
