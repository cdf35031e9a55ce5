using System.Device.I2c;
#if !NANOFRAMEWORK_1_0
using System.IO;
#endif

namespace Kiosk.Drivers;

/// <summary>
/// One device on an I2C bus. The two platforms report a failed transfer in different ways (a result, an exception);
/// here
/// both are false. Only whole arrays are sent and read. One thread, no allocation on success.
/// </summary>
public sealed class I2cBus
{
    private readonly I2cDevice _device;

    /// <summary>A device of the platform; it stays owned by the caller.</summary>
    public I2cBus(I2cDevice device)
    {
        _device = device;
    }

    /// <summary>Transfers that failed since start, and those that failed in a row until now.</summary>
    public int Failures, FailuresInRow;

    /// <summary>Writes all bytes; false when the device did not take them.</summary>
    public bool Write(byte[] data)
    {
#if NANOFRAMEWORK_1_0
        return Note(_device.Write(data).Status == I2cTransferStatus.FullTransfer);
#else
        try
        {
            _device.Write(data);
            return Note(true);
        }
        catch (IOException)
        {
            return Note(false);
        }
#endif
    }

    /// <summary>Reads as many bytes as the array has; false when the device did not give them.</summary>
    public bool Read(byte[] data)
    {
#if NANOFRAMEWORK_1_0
        return Note(_device.Read(data).Status == I2cTransferStatus.FullTransfer);
#else
        try
        {
            _device.Read(data);
            return Note(true);
        }
        catch (IOException)
        {
            return Note(false);
        }
#endif
    }

    /// <summary>Writes all bytes of one array and reads the other full in one transaction (registers).</summary>
    public bool WriteRead(byte[] write, byte[] read)
    {
#if NANOFRAMEWORK_1_0
        return Note(_device.WriteRead(write, read).Status == I2cTransferStatus.FullTransfer);
#else
        try
        {
            _device.WriteRead(write, read);
            return Note(true);
        }
        catch (IOException)
        {
            return Note(false);
        }
#endif
    }

    private bool Note(bool done)
    {
        FailuresInRow = done ? 0 : FailuresInRow + 1;
        Failures += done ? 0 : 1;
        return done;
    }
}
