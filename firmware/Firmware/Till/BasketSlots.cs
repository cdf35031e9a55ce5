using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The open basket on the drive (R10: an unfinished basket comes back as a basket), in two alternating slots. A
/// snapshot
/// names the ticket number that its basket will get: once that ticket is sealed the snapshot is worth nothing, so a
/// sealed
/// basket never comes back. One thread.
/// </summary>
public sealed class BasketSlots
{
    private const int Magic = 0x4B42, Layout = 1, HeaderBytes = 6, LineBytes = 12;
    private readonly SlotPair _slots;
    private readonly byte[] _buffer =
        new byte[HeaderBytes + Limits.LinesPerTicketMax * LineBytes + SlotPair.TrailerBytes];

    /// <summary>Snapshots that the drive did not take since start.</summary>
    public int Failures;

    /// <summary>Slots on a drive.</summary>
    public BasketSlots(Drive drive)
    {
        _slots = new SlotPair(drive, DriveFiles.Basket, Magic);
    }

    /// <summary>Stores the basket of the ticket that will get this number. True when durable.</summary>
    public bool Save(Sale sale, long ticketNumber)
    {
        _buffer[0] = Layout;
        Bytes.PutU32(_buffer, 1, ticketNumber);
        _buffer[5] = (byte)sale.LineCount;
        for (int i = 0; i < sale.LineCount; i++)
        {
            int at = HeaderBytes + i * LineBytes;
            Bytes.PutU32(_buffer, at, sale.Article[i]);
            Bytes.PutU16(_buffer, at + 4, sale.Quantity[i]);
            Bytes.PutU32(_buffer, at + 6, sale.Price[i]);
            Bytes.PutU16(_buffer, at + 10, sale.Rate[i]);
        }

        bool durable = _slots.Save(_buffer, HeaderBytes + sale.LineCount * LineBytes);
        Failures += durable ? 0 : 1;
        return durable;
    }

    /// <summary>
    /// Puts the stored basket into an empty one when it belongs to this ticket number. True when lines came back.
    /// </summary>
    public bool Load(Basket basket, Catalogue catalogue, long ticketNumber)
    {
        int length = _slots.Load(_buffer);
        if (length < HeaderBytes || _buffer[0] != Layout || Bytes.GetU32(_buffer, 1) != ticketNumber
            || length != HeaderBytes + _buffer[5] * LineBytes)
        {
            return false;
        }

        for (int i = 0; i < _buffer[5]; i++)
        {
            int at = HeaderBytes + i * LineBytes;
            int article = Signed(Bytes.GetU32(_buffer, at));
            int price = Signed(Bytes.GetU32(_buffer, at + 6));
            basket.Restore(catalogue, article, Bytes.GetU16(_buffer, at + 4), price, Bytes.GetU16(_buffer, at + 10));
        }

        return basket.Sale.LineCount > 0;
    }

    private static int Signed(long value)
    {
        return (int)(value > int.MaxValue ? value - 4294967296L : value);
    }
}
