using System.Device.I2c;
#if !NANOFRAMEWORK_1_0
using System.IO;
#endif

namespace Kiosk.Drivers;

/// <summary>
/// One device on an I2C bus. The two platforms report a failed transfer in different ways (a result, an exception);
/// here both are false, and the part that spoke counts it. Only whole arrays are sent and read. One thread, no
/// allocation on success.
/// </summary>
public sealed class I2cBus
{
    private readonly I2cDevice _device;

    /// <summary>A device of the platform; it stays owned by the caller.</summary>
    public I2cBus(I2cDevice device)
    {
        _device = device;
    }

    /// <summary>Writes all bytes; false when the device did not take them.</summary>
    public bool Write(byte[] data)
    {
#if NANOFRAMEWORK_1_0
        return _device.Write(data).Status == I2cTransferStatus.FullTransfer;
#else
        try
        {
            _device.Write(data);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
#endif
    }

    /// <summary>Reads as many bytes as the array has; false when the device did not give them.</summary>
    public bool Read(byte[] data)
    {
#if NANOFRAMEWORK_1_0
        return _device.Read(data).Status == I2cTransferStatus.FullTransfer;
#else
        try
        {
            _device.Read(data);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
#endif
    }

    /// <summary>Writes all bytes of one array and reads the other full in one transaction (registers).</summary>
    public bool WriteRead(byte[] write, byte[] read)
    {
#if NANOFRAMEWORK_1_0
        return _device.WriteRead(write, read).Status == I2cTransferStatus.FullTransfer;
#else
        try
        {
            _device.WriteRead(write, read);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
#endif
    }
}
