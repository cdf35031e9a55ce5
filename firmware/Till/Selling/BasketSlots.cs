using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The open basket on the drive (R10: an unfinished basket comes back as a basket), in two alternating slots, and
/// baskets put aside, one file each. A snapshot of the open one names the ticket number that its basket will get: once
/// that ticket is sealed the snapshot is worth nothing, so a sealed basket never comes back. One thread.
/// </summary>
public sealed class BasketSlots
{
    /// <summary>Baskets that can be put aside (R69).</summary>
    public const int Places = 4;

    private const int Magic = 0x4B42, Layout = 5, HeaderBytes = 47, MerchantAt = 36, TenderBytes = 5, LineBytes = 13,
        WeightBytes = 9, WeightsAt = 46;
    private readonly Drive _drive;
    private readonly SlotPair _slots;
    private readonly byte[] _buffer;

    /// <summary>Merchant who sells (<see cref="Record.Merchant"/>): a snapshot of another one's basket is worth
    /// nothing.</summary>
    public int Merchant;

    /// <summary>Snapshots that the drive did not take since start.</summary>
    public int Failures;

    /// <summary>Slots on a drive for baskets of a number of lines at most.</summary>
    public BasketSlots(Drive drive, int linesMax = Limits.LinesPerTicketMax)
    {
        int amounts = (Limits.TendersPerTicketMax + Sale.NonSalesMax) * TenderBytes;
        int lines = linesMax * LineBytes;
        int detailed = Sale.LinesWithDetailMax * (LineBytes + 4);
        int room = HeaderBytes + amounts + (lines > detailed ? lines : detailed) + LineWeights.Max * WeightBytes
            + SlotPair.TrailerBytes;
        _buffer = new byte[room > InspectionText.BytesMax ? room : InspectionText.BytesMax];
        _drive = drive;
        _slots = new SlotPair(drive, DriveFiles.Basket, Magic);
    }

    /// <summary>Stores the basket of the ticket that will get this number. True when durable.</summary>
    public bool Save(Sale sale, long ticketNumber)
    {
        int length = Write(sale, ticketNumber);
        Bytes.PutU16(_buffer, MerchantAt, Merchant);
        bool durable = _slots.Save(_buffer, length);
        Failures += durable ? 0 : 1;
        return durable;
    }

    /// <summary>
    /// Puts the stored basket into an empty one when it belongs to this ticket number. True when something came back.
    /// </summary>
    public bool Load(Basket basket, Catalogue catalogue, long ticketNumber)
    {
        int length = _slots.Load(_buffer);
        return length >= HeaderBytes && Bytes.GetU32(_buffer, 1) == ticketNumber
            && Bytes.GetU16(_buffer, MerchantAt) == Merchant && Read(basket, catalogue, length);
    }

    /// <summary>Room for others between two calls.</summary>
    public byte[] Scratch
    {
        get { return _buffer; }
    }

    /// <summary>True when a basket stands at a place 0..3.</summary>
    public bool IsHeld(int place)
    {
        return _drive.Length(DriveFiles.Held + place) > HeaderBytes;
    }

    /// <summary>Puts a basket aside at a place. True when durable.</summary>
    public bool Hold(Sale sale, int place)
    {
        int length = Write(sale, 0);
        Bytes.PutU32(_buffer, length, Crc32.Compute(_buffer, 0, length));
        return _drive.Replace(DriveFiles.Held + place, _buffer, 0, length + 4);
    }

    /// <summary>Takes the basket at a place into an empty one; the file stays until <see cref="Forget"/>.</summary>
    public bool Recall(Basket basket, Catalogue catalogue, int place)
    {
        int file = DriveFiles.Held + place;
        int length = _drive.Length(file);
        if (length <= HeaderBytes + 4 || length > _buffer.Length
            || _drive.Read(file, 0, _buffer, 0, length) != length
            || Crc32.Compute(_buffer, 0, length - 4) != Bytes.GetU32(_buffer, length - 4))
        {
            return false;
        }

        return Read(basket, catalogue, length - 4);
    }

    /// <summary>Empties a place; true when it is.</summary>
    public bool Forget(int place)
    {
        return _drive.Delete(DriveFiles.Held + place);
    }

    private int Write(Sale sale, long ticketNumber)
    {
        _buffer[0] = Layout;
        Bytes.PutU32(_buffer, 1, ticketNumber);
        _buffer[5] = (byte)sale.LineCount;
        _buffer[6] = (byte)sale.TenderCount;
        _buffer[7] = (byte)sale.NonSaleCount;
        _buffer[8] = (byte)(sale.Operation + (sale.Training ? 16 : 0));
        _buffer[9] = (byte)sale.Manager;
        _buffer[10] = (byte)sale.Reason;
        _buffer[11] = (byte)sale.DiscountReason;
        Bytes.PutU32(_buffer, 12, sale.OriginalNumber);
        Bytes.PutU32(_buffer, 16, sale.OriginalWall);
        Bytes.PutU32(_buffer, 20, sale.NoteNumber);
        Bytes.PutU32(_buffer, 24, sale.Replaces);
        Bytes.PutU32(_buffer, 28, sale.VoidCents);
        Bytes.PutU32(_buffer, 32, sale.VoidCount);
        Bytes.PutU16(_buffer, 36, 0);
        Bytes.PutU32(_buffer, 38, sale.MoneyMax);
        Bytes.PutU32(_buffer, 42, sale.DepositOf);
        _buffer[WeightsAt] = (byte)sale.Weights.Count;
        int at = Pairs(HeaderBytes, sale.TenderCount, sale.TenderType, sale.TenderCents);
        at = Pairs(at, sale.NonSaleCount, sale.NonSaleKind, sale.NonSaleCents);
        bool detail = sale.LineCount <= Sale.LinesWithDetailMax;
        for (int i = 0; i < sale.LineCount; i++)
        {
            Bytes.PutU32(_buffer, at, sale.Article[i]);
            Bytes.PutU16(_buffer, at + 4, sale.Quantity[i] & 0xFFFF);
            Bytes.PutU32(_buffer, at + 6, sale.Price[i]);
            Bytes.PutU16(_buffer, at + 10, sale.Rate[i]);
            _buffer[at + 12] = (byte)(detail ? sale.OriginalLine[i] : 0);
            at += LineBytes;
            if (detail)
            {
                Bytes.PutU32(_buffer, at, sale.Off[i]);
                at += 4;
            }
        }

        for (int i = 0; i < sale.Weights.Count; i++, at += WeightBytes)
        {
            _buffer[at] = (byte)sale.Weights.LineAt(i);
            Bytes.PutU32(_buffer, at + 1, sale.Weights.GramsAt(i));
            Bytes.PutU32(_buffer, at + 5, sale.Weights.PerKiloAt(i));
        }

        return at;
    }

    private int Pairs(int at, int count, int[] type, int[] cents)
    {
        for (int i = 0; i < count; i++)
        {
            _buffer[at] = (byte)type[i];
            Bytes.PutU32(_buffer, at + 1, cents[i]);
            at += TenderBytes;
        }

        return at;
    }

    private bool Read(Basket basket, Catalogue catalogue, int length)
    {
        Sale sale = basket.Sale;
        int lines = _buffer[5];
        int lineBytes = LineBytes + (lines <= Sale.LinesWithDetailMax ? 4 : 0);
        int tenders = _buffer[6];
        int nonSales = _buffer[7];
        int weights = _buffer[WeightsAt];
        if (_buffer[0] != Layout || tenders > Limits.TendersPerTicketMax || nonSales > Sale.NonSalesMax
            || weights > LineWeights.Max || length != HeaderBytes + (tenders + nonSales) * TenderBytes
                + lines * lineBytes + weights * WeightBytes)
        {
            return false;
        }

        ReadHeader(sale);
        int at = HeaderBytes;
        for (int i = 0; i < tenders; i++, at += TenderBytes)
        {
            basket.AddTender(_buffer[at], Signed(Bytes.GetU32(_buffer, at + 1)));
        }

        for (int i = 0; i < nonSales; i++, at += TenderBytes)
        {
            basket.AddNonSale(_buffer[at], Signed(Bytes.GetU32(_buffer, at + 1)));
        }

        for (int i = 0; i < lines; i++, at += lineBytes)
        {
            ReadLine(basket, catalogue, at, lineBytes > LineBytes);
        }

        for (int i = 0; i < weights; i++, at += WeightBytes)
        {
            sale.Weights.Note(_buffer[at], Signed(Bytes.GetU32(_buffer, at + 1)),
                Signed(Bytes.GetU32(_buffer, at + 5)));
        }

        sale.AddUp();
        return !sale.IsEmpty;
    }

    private void ReadHeader(Sale sale)
    {
        sale.Operation = _buffer[8] & 15;
        sale.Training = _buffer[8] > 15;
        sale.Manager = _buffer[9];
        sale.Reason = _buffer[10];
        sale.DiscountReason = _buffer[11];
        sale.OriginalNumber = Bytes.GetU32(_buffer, 12);
        sale.OriginalWall = Bytes.GetU32(_buffer, 16);
        sale.NoteNumber = Bytes.GetU32(_buffer, 20);
        sale.Replaces = Bytes.GetU32(_buffer, 24);
        sale.VoidCents = Signed(Bytes.GetU32(_buffer, 28));
        sale.VoidCount = Signed(Bytes.GetU32(_buffer, 32));
        sale.MoneyMax = Signed(Bytes.GetU32(_buffer, 38));
        sale.DepositOf = Bytes.GetU32(_buffer, 42);
    }

    private void ReadLine(Basket basket, Catalogue catalogue, int at, bool detail)
    {
        int line = basket.Sale.LineCount;
        int quantity = Bytes.GetU16(_buffer, at + 4);
        quantity = quantity > 32767 ? quantity - 65536 : quantity;
        bool taken = basket.Restore(catalogue, Signed(Bytes.GetU32(_buffer, at)), quantity,
            Signed(Bytes.GetU32(_buffer, at + 6)), Bytes.GetU16(_buffer, at + 10));
        if (taken && detail)
        {
            basket.Sale.OriginalLine[line] = _buffer[at + 12];
            basket.Sale.Off[line] = Signed(Bytes.GetU32(_buffer, at + LineBytes));
        }
    }

    private static int Signed(long value)
    {
        return (int)(value > int.MaxValue ? value - 4294967296L : value);
    }
}
