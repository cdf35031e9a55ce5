using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Kiosk.Tests.Firmware.Journal;

namespace Kiosk.Tests.Firmware.Stored;

/// <summary>The small files of a kiosk that have a decoder of their own.</summary>
internal static class StoredForms
{
    private const int CardFile = 40, Merchant = 2, Ticket = 17;

    public static readonly IReadOnlyList<StoredForm> All =
    [
        new("acknowledgement cursor", DriveFiles.Cursor, WriteCursor, ReadCursor, Slot(0x4143)),
        new("boot record with the open slot", DriveFiles.Boot, WriteBoot, ReadBoot, Slot(0x4252)),
        new("open basket", DriveFiles.Basket, WriteBasket, ReadBasket, Slot(0x4B42)),
        new("held basket", DriveFiles.Held, HoldBasket, RecallBasket, Check),
        new("facts of the till", DriveFiles.Facts, WriteFacts, ReadFacts, Slot(0x5446)),
        new("card attempts", CardFile, WriteAttempts, ReadAttempts, Slot(0x4B4A)),
        new("head marker", DriveFiles.HeadMarker, ChainForms.WriteMarker, ChainForms.ReadMarker, Slot(0x484D)),
        new("segment header", ChainForms.SegmentFile, ChainForms.WriteHeader, ChainForms.ReadHeader,
            ChainForms.RepairHeader),
    ];

    public static StoredForm Of(string name) => All.Single(form => form.Name == name);

    /// <summary>Makes the trailer of a slot right again.</summary>
    private static Action<byte[]> Slot(int magic) => bytes =>
    {
        int end = bytes.Length - SlotPair.TrailerBytes;
        if (end >= 0)
        {
            Bytes.PutU16(bytes, end, magic);
            Bytes.PutU32(bytes, end + 2, end);
            Bytes.PutU32(bytes, end + 6, 1);
            Check(bytes);
        }
    };

    private static void Check(byte[] bytes)
    {
        if (bytes.Length >= 4)
        {
            Bytes.PutU32(bytes, bytes.Length - 4, Crc32.Compute(bytes, 0, bytes.Length - 4));
        }
    }

    private static string WriteCursor(Random random, InMemoryDrive drive)
    {
        long sequence = random.NextInt64(1, Bytes.U32Max + 1);
        Assert.True(new AckCursor(drive).Raise(sequence));
        return $"{sequence}";
    }

    private static string? ReadCursor(InMemoryDrive drive)
    {
        AckCursor cursor = new(drive);
        return cursor.Load() ? $"{cursor.Acknowledged}" : null;
    }

    private static string WriteBoot(Random random, InMemoryDrive drive)
    {
        BootRecord record = new(drive, random.Next())
        {
            Boot = random.NextInt64(1, 1_000_000),
            Attempts = random.Next(0, 0x10000),
            PlannedCode = random.Next(0, 0x10000),
            LastMonoSeconds = random.NextInt64(Bytes.U32Max),
            LastWallSeconds = random.NextInt64(Bytes.U32Max),
        };
        FootfallSlot slot = new();
        slot.Begin(0, 0, random.NextInt64(1, Bytes.U32Max), random.Next(2) == 0);
        (slot.BusyPeriods, slot.AToB, slot.BToA) = (random.Next(70_000), random.Next(70_000), random.Next(70_000));
        (slot.Ambiguous, slot.Companions, slot.Turns) = (random.Next(900), random.Next(900), random.Next(900));
        (slot.IdleMs, slot.BusyMs, slot.BlindMs) = (random.Next(900_000), random.Next(900_000), random.Next(900_000));
        record.OpenSlot.Take(slot, random.NextInt64(1, Bytes.U32Max));
        record.Confirm();
        return InWords(record, record.PlannedCode, record.LastWallSeconds, record.AppVersion);
    }

    private static string? ReadBoot(InMemoryDrive drive)
    {
        BootRecord record = new(drive, 1);
        record.Begin();
        RecordJournal journal = new JournalRig().Journal;
        record.OpenSlot.Restore(journal, new Record(), new FootfallSlot());
        record.Boot--;
        return record.Blank
            ? null : InWords(record, record.PreviousPlanned, record.PreviousWall, record.PreviousVersion);
    }

    private static string InWords(BootRecord record, int planned, long wall, int version)
    {
        SlotCheckpoint s = record.OpenSlot;
        return $"{record.Boot} {planned} {wall} {version} {s.NextSequence} {s.StartUtc} {s.BusyPeriods} {s.AToB} "
            + $"{s.BToA} {s.Ambiguous} {s.IdleSeconds} {s.Quality} {s.Companions} {s.Turns} {s.BusySeconds} "
            + $"{s.BlindSeconds}";
    }

    private static string WriteBasket(Random random, InMemoryDrive drive)
    {
        Sale sale = AnySale(random);
        Assert.True(new BasketSlots(drive) { Merchant = Merchant }.Save(sale, Ticket));
        return InWords(sale);
    }

    private static string? ReadBasket(InMemoryDrive drive)
    {
        Basket basket = new(Limits.LinesPerTicketMax);
        bool read = new BasketSlots(drive) { Merchant = Merchant }.Load(basket, FiscalSamples.Press(), Ticket);
        return read ? InWords(basket.Sale) : null;
    }

    private static string HoldBasket(Random random, InMemoryDrive drive)
    {
        Sale sale = AnySale(random);
        Assert.True(new BasketSlots(drive).Hold(sale, 0));
        return InWords(sale);
    }

    private static string? RecallBasket(InMemoryDrive drive)
    {
        Basket basket = new(Limits.LinesPerTicketMax);
        return new BasketSlots(drive).Recall(basket, FiscalSamples.Press(), 0) ? InWords(basket.Sale) : null;
    }

    private static Sale AnySale(Random random)
    {
        Basket basket = new(Limits.LinesPerTicketMax);
        Catalogue catalogue = FiscalSamples.Press();
        int lines = random.Next(1, random.Next(2) == 0 ? 6 : Limits.LinesPerTicketMax);
        for (int i = 0; i < lines; i++)
        {
            int article = random.Next(2) == 0 ? -random.Next(1, Limits.DepartmentsMax + 1) : random.Next(1, 1_000);
            Assert.True(basket.Restore(catalogue, article, random.Next(1, 9), random.Next(1, 900), 550));
            bool detail = lines <= Sale.LinesWithDetailMax;
            basket.Sale.OriginalLine[detail ? i : 0] = (byte)(detail ? random.Next(32) : 0);
            basket.Sale.Off[detail ? i : 0] = detail && random.Next(3) == 0 ? random.Next(-50, 50) : 0;
        }

        Sale sale = basket.Sale;
        if (lines <= Sale.LinesWithDetailMax)
        {
            PutDetail(random, basket);
        }

        return sale;
    }

    private static void PutDetail(Random random, Basket basket)
    {
        Sale sale = basket.Sale;
        (sale.Operation, sale.Training) = (random.Next(4), random.Next(2) == 0);
        (sale.Manager, sale.Reason, sale.DiscountReason) = (random.Next(100), random.Next(9), random.Next(9));
        (sale.OriginalNumber, sale.OriginalWall) = (random.NextInt64(Bytes.U32Max), random.NextInt64(Bytes.U32Max));
        (sale.NoteNumber, sale.Replaces) = (random.NextInt64(Bytes.U32Max), random.NextInt64(Bytes.U32Max));
        (sale.VoidCents, sale.VoidCount) = (random.Next(-9_999, 9_999), random.Next(9));
        (sale.MoneyMax, sale.DepositOf) = (random.Next(-1, 9_999), random.NextInt64(Bytes.U32Max));
        for (int i = random.Next(LineWeights.Max + 1); i > 0; i--)
        {
            sale.Weights.Note(random.Next(32), random.Next(1, 99_999), random.Next(1, 9_999));
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            Assert.True(basket.AddTender(random.Next(8), random.Next(-500, 500)));
            Assert.Equal(TillMessage.None, basket.AddNonSale(random.Next(8), random.Next(1, 500)));
        }
    }

    private static string InWords(Sale sale)
    {
        sale.AddUp();
        string text = $"{sale.Operation} {sale.Training} {sale.Manager} {sale.Reason} {sale.DiscountReason} "
            + $"{sale.OriginalNumber} {sale.OriginalWall} {sale.NoteNumber} {sale.Replaces} {sale.VoidCents} "
            + $"{sale.VoidCount} {sale.MoneyMax} {sale.DepositOf} "
            + $"{sale.TotalCents} {sale.NonSaleTotal} {sale.GivenCents}";
        for (int i = 0; i < sale.LineCount; i++)
        {
            text += $";{sale.Article[i]} {sale.Quantity[i]} {sale.Price[i]} {sale.Rate[i]} {sale.OffOf(i)} "
                + $"{(i < Sale.LinesWithDetailMax ? sale.OriginalLine[i] : 0)}";
        }

        for (int i = 0; i < sale.Weights.Count; i++)
        {
            text += $";{sale.Weights.LineAt(i)} {sale.Weights.GramsAt(i)} {sale.Weights.PerKiloAt(i)}";
        }

        return text;
    }

    private static string WriteFacts(Random random, InMemoryDrive drive)
    {
        TillFacts facts = new(drive)
        {
            OperatorCount = random.Next(TillFacts.OperatorsMax + 1),
            Operator = random.Next(100),
            WrongPins = random.Next(10),
            TrainingManager = random.Next(100),
            UsedSetup = random.NextInt64(),
            SuspendedCents = random.Next(),
            RestingCents = random.Next(),
            SiteCounts = random.Next(2) == 0,
        };
        random.NextBytes(facts.Code.AsSpan(0, facts.OperatorCount));
        random.NextBytes(facts.Role.AsSpan(0, facts.OperatorCount));
        random.NextBytes(facts.Digests.AsSpan(0, facts.OperatorCount * TillFacts.DigestBytes));
        Assert.True(facts.Save());
        return InWords(facts);
    }

    private static string? ReadFacts(InMemoryDrive drive)
    {
        TillFacts facts = new(drive) { SuspendedCents = -1 };
        facts.Load(0);
        return facts.SuspendedCents == -1 ? null : InWords(facts);
    }

    private static string InWords(TillFacts f) =>
        $"{f.OperatorCount} {f.Operator} {f.WrongPins} {f.TrainingManager} {f.UsedSetup} {f.SuspendedCents} "
        + $"{f.RestingCents} {f.SiteCounts} {Convert.ToHexString(f.Code)} {Convert.ToHexString(f.Role)} "
        + Convert.ToHexString(f.Digests);

    private static string WriteAttempts(Random random, InMemoryDrive drive)
    {
        CardAttempts attempts = new(drive, CardFile)
        {
            Register = random.Next(3),
            Reference = random.NextInt64(Bytes.U32Max),
            LastKey = random.NextInt64(Bytes.U32Max),
            DueEvent = random.Next(0x10000),
            DueOperator = random.Next(100),
        };
        for (int i = random.Next(1, Limits.TendersPerTicketMax + 1); i > 0 && attempts.Add() is { } added; i--)
        {
            (added.Cents, added.State) = (random.Next(1, Limits.TicketCentsMax), CardAttempt.Paid);
        }

        Assert.True(attempts.Save());
        return InWords(attempts);
    }

    private static string? ReadAttempts(InMemoryDrive drive)
    {
        CardAttempts attempts = new(drive, CardFile);
        return attempts.Load() ? InWords(attempts) : null;
    }

    private static string InWords(CardAttempts attempts)
    {
        string text = $"{attempts.Register} {attempts.Reference} {attempts.LastKey} {attempts.DueEvent} "
            + $"{attempts.DueOperator}";
        for (int i = 0; i < attempts.Count; i++)
        {
            CardAttempt one = attempts.At(i);
            text += $";{one.Key} {one.Cents} {one.Terminal} {one.State} {one.Slip}";
        }

        return text;
    }
}
