using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Measure;

/// <summary>A drive that counts what a sale makes durable: journal appends, and snapshots of the basket.</summary>
internal sealed class CountingDrive(Drive inner, int segments) : Drive
{
    public int Commits { get; private set; }

    public long Bytes { get; private set; }

    public int Snapshots { get; private set; }

    public override int FileCount => inner.FileCount;

    public override int CapacityBytes => inner.CapacityBytes;

    public override int Length(int file) => inner.Length(file);

    public override bool Append(int file, byte[] data, int offset, int length)
    {
        bool segment = file >= DriveFiles.FirstSegment && file < DriveFiles.FirstSegment + segments;
        Commits += segment ? 1 : 0;
        Bytes += segment ? length : 0;
        return inner.Append(file, data, offset, length);
    }

    public override bool Replace(int file, byte[] data, int offset, int length)
    {
        Snapshots += file is DriveFiles.Basket or DriveFiles.Basket + 1 ? 1 : 0;
        return inner.Replace(file, data, offset, length);
    }

    public override int Read(int file, int position, byte[] buffer, int offset, int length) =>
        inner.Read(file, position, buffer, offset, length);

    public override bool Delete(int file) => inner.Delete(file);
}
