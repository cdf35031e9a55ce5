using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>
/// A drive whose operations take the time of a small file system on serial flash: the clock goes on while the loop
/// waits for them. Opening takes 5 ms, a kilobyte read 10 ms, and a change with its close 30 ms.
/// </summary>
internal sealed class SlowDrive(InMemoryDrive drive, InMemoryClock clock) : Drive
{
    private const int OpenMs = 5, BytesPerMs = 100, ChangeMs = 30;

    public override int FileCount => drive.FileCount;

    public override int CapacityBytes => drive.CapacityBytes;

    public override int Length(int file) => drive.Length(file);

    public override bool Append(int file, byte[] data, int offset, int length)
    {
        clock.NowMs += ChangeMs;
        return drive.Append(file, data, offset, length);
    }

    public override bool Replace(int file, byte[] data, int offset, int length)
    {
        clock.NowMs += ChangeMs;
        return drive.Replace(file, data, offset, length);
    }

    public override bool Delete(int file)
    {
        clock.NowMs += ChangeMs;
        return drive.Delete(file);
    }

    public override int Read(int file, int position, byte[] buffer, int offset, int length)
    {
        int read = drive.Read(file, position, buffer, offset, length);
        clock.NowMs += OpenMs + (Math.Max(0, read) / BytesPerMs);
        return read;
    }
}
