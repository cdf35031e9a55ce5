using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Stored;

/// <summary>
/// A small file of a kiosk: <paramref name="Write"/> stores any value on an empty drive and says it in words,
/// <paramref name="Read"/> says what a fresh start reads, null when it refuses the file. <paramref name="Repair"/>
/// makes magic, length and check right again after other bytes were changed.
/// </summary>
internal sealed record StoredForm(
    string Name, int File, Func<Random, InMemoryDrive, string> Write, Func<InMemoryDrive, string?> Read,
    Action<byte[]> Repair)
{
    public static InMemoryDrive EmptyDrive() => new(64, 64 * 1024);

    /// <summary>The file of any value, and the value in words.</summary>
    public byte[] Any(Random random, out string value)
    {
        InMemoryDrive drive = EmptyDrive();
        value = Write(random, drive);
        byte[] bytes = new byte[drive.Length(File)];
        Assert.Equal(bytes.Length, drive.Read(File, 0, bytes, 0, bytes.Length));
        return bytes;
    }

    /// <summary>What a start reads whose only file holds these bytes.</summary>
    public string? ReadBytes(byte[] bytes)
    {
        InMemoryDrive drive = EmptyDrive();
        Assert.True(drive.Replace(File, bytes, 0, bytes.Length));
        return Read(drive);
    }
}
