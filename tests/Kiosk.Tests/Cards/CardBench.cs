using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Cards;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;

namespace Kiosk.Tests.Cards;

/// <summary>
/// A kiosk that sells one basket after another by card, on a drive that survives, with a virtual terminal that lives on
/// while the kiosk has no power; and the bank, which knows the truth.
/// </summary>
internal sealed class CardBench : IDisposable
{
    public const int Segments = 8, Register = 1, Price = 1250;
    public const string Identifier = "012345678901";

    public readonly VirtualClock Clock = new();
    public readonly CardBank Bank = new();
    public readonly InMemoryDrive Drive =
        new(DriveFiles.FirstSegment + Segments + DriveFiles.FilesForCards, 100_000);

    public readonly VirtualConcert Concert;
    public readonly VirtualCaisseAp CaisseAp;
    public readonly bool OverTcp;
    public readonly List<(long Ticket, int Cents)> PaidTickets = [];
    public readonly List<(long Ticket, bool Paid)> Declared = [];
    public CardPayment Card = null!;
    public CardTerminal Terminal = null!;
    public EventWriter Events = null!;
    public RecordJournal Journal = null!;
    public long NextTicket = 1;

    public CardBench(bool overTcp)
    {
        OverTcp = overTcp;
        Clock.SetCalendar(FiscalSamples.VectorWall * 1000L);
        Clock.SetRtc(FiscalSamples.VectorWall);
        Concert = new VirtualConcert(Clock, Bank);
        CaisseAp = new VirtualCaisseAp(Clock, Bank);
        PowerOn();
    }

    public static CardBench With(bool overTcp, CardMischief mischief)
    {
        CardBench bench = new(overTcp);
        bench.Misbehave(mischief);
        return bench;
    }

    public long Now => Clock.MonotonicMs;

    public int Requests => Concert.Requests + CaisseAp.Requests;

    public int Mischiefs { get; private set; }

    public void Dispose()
    {
        Concert.Dispose();
        CaisseAp.Dispose();
    }

    public void Misbehave(CardMischief mischief)
    {
        (Concert.Mischief, CaisseAp.Mischief) = (mischief, mischief);
        Mischiefs++;
    }

    public CableCut Cable => OverTcp ? CaisseAp.Cable : Concert.Cable;

    /// <summary>Starts the firmware on what the drive holds; the terminal and the bank have gone on.</summary>
    public void PowerOn()
    {
        Drive.PowerUp();
        Clock.PowerOn();
        FiscalChain chain = new(new Kiosk.Board.Virtual.PlatformMac(), FiscalSamples.SealKey, "K07");
        TimeKeeper time = new(Clock, FiscalSamples.VectorWall - 86_400);
        time.Start(Now, 0);
        Journal = new RecordJournal(Drive, chain, time, 2_048, Segments);
        Journal.Recover(1, 1, new Nothing());
        Events = new EventWriter(chain, Journal, new Record());
        Terminal = MakeTerminal();
        Card = new CardPayment(Drive, DriveFiles.CardSlots(Segments), Terminal, 1) { Events = Events };
        Card.Load();
        Card.Begin(NextTicket);
    }

    /// <summary>The customer's card is asked for; what the till's key does.</summary>
    public int Start(int cents = Price) => Card.Start(cents, Register, NextTicket, Now);

    /// <summary>Steps until nothing is awaited any more, or the power goes; the board mends the line.</summary>
    public void Run(int milliseconds = 200_000)
    {
        for (int i = 0; i < milliseconds / 100 && !Drive.Dead && Card.State == CardPayment.Asking; i++)
        {
            Pass(100);
        }
    }

    /// <summary>Lets time pass for all and steps the kiosk.</summary>
    public void Pass(int milliseconds)
    {
        Clock.SetCalendar(Clock.CalendarMs + milliseconds);
        Concert.Pass();
        CaisseAp.Pass();
        if (!Drive.Dead)
        {
            Card.Step(Now);
        }
    }

    /// <summary>Time in which the terminal comes to its end, the kiosk being off or locked.</summary>
    public void TerminalEnds()
    {
        for (int i = 0; i < 300; i++)
        {
            Clock.SetCalendar(Clock.CalendarMs + 1_000);
            Concert.Pass();
            CaisseAp.Pass();
        }
    }

    /// <summary>The cable is repaired and the board connects anew.</summary>
    public void Mend()
    {
        Misbehave(CardMischief.None);
        Cable.Mend();
        if (Terminal is CaisseApTerminal tcp)
        {
            tcp.SetLine(CaisseAp.Connect());
        }
    }

    /// <summary>The operator looks at the terminal's slips and says what is true.</summary>
    public bool DeclareTruth()
    {
        CardAttempt last = Card.Attempts.Last;
        bool paid = Bank.Debits.Any(d => d.Key == last.Key);
        int answer = Card.Declare(paid, paid ? 4_711 : 0, 7, Now);
        if (answer == CardPayment.Done)
        {
            Declared.Add((Card.Reference, paid));
        }

        return answer == CardPayment.Done;
    }

    /// <summary>What the till does when card money covers the basket: the ticket is sealed.</summary>
    public void Seal()
    {
        Assert.False(Card.Blocks);
        PaidTickets.Add((NextTicket, Card.PaidCents));
        NextTicket++;
        Card.Settle();
    }

    /// <summary>Brings the open sale to its end whatever has happened: declared, asked again, sealed.</summary>
    public void Finish(string where)
    {
        for (int i = 0; i < 4 && Card.State != CardPayment.Paid; i++)
        {
            if (Card.State == CardPayment.Unknown)
            {
                TerminalEnds();
                Assert.True(DeclareTruth(), $"{where}: not declared");
            }
            else
            {
                Mend();
                Assert.True(Start() == CardPayment.Done, $"{where}: not asked again, state {Card.State}");
                Run();
            }
        }

        Assert.True(Card.State == CardPayment.Paid, $"{where}: ends in state {Card.State}");
        Seal();
    }

    /// <summary>Every ticket called paid by card has its money, once; no other money was taken.</summary>
    public void CheckBooks(string where)
    {
        TerminalEnds();
        Assert.True(
            Bank.TotalCents == PaidTickets.Sum(t => (long)t.Cents),
            $"{where}: the bank took {Bank.TotalCents}, the tickets say {PaidTickets.Sum(t => t.Cents)}");
        Assert.True(Bank.Debits.Select(d => d.Key).Distinct().Count() == Bank.Debits.Count, $"{where}: debited twice");
    }

    public List<Record> EventRecords()
    {
        List<Record> records = [];
        Journal.Reader.Seek(1);
        Record record = new();
        while (Journal.Reader.Read(record, Journal.NextSequence))
        {
            if (record.Kind == RecordKind.TechnicalEvent)
            {
                records.Add(record);
            }

            record = new Record();
        }

        return records;
    }

    /// <summary>All bytes that the drive holds.</summary>
    public byte[] DriveBytes()
    {
        List<byte> all = [];
        for (int file = 0; file < Drive.FileCount; file++)
        {
            byte[] bytes = new byte[Math.Max(0, Drive.Length(file))];
            Drive.Read(file, 0, bytes, 0, bytes.Length);
            all.AddRange(bytes);
        }

        return [.. all];
    }

    private CardTerminal MakeTerminal()
    {
        if (!OverTcp)
        {
            return new ConcertTerminal(Concert, Register);
        }

        CaisseApTerminal terminal = new(Identifier, Register, sendsKey: true);
        terminal.SetLine(CaisseAp.Connect());
        return terminal;
    }

    private sealed class Nothing : SealedVersions
    {
        public override Catalogue? CatalogueOf(int version) => null;

        public override Settings? SettingsOf(int version) => null;
    }
}
