using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Kiosk.Tests.Firmware.Devices;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>A till on in-memory parts and a clock that the test moves: verbs of the merchant, what he sees.</summary>
internal sealed class TillBench
{
    public readonly InMemoryKeypad Keypad = new();
    public readonly InMemoryScanner Scanner = new(256);
    public readonly InMemoryLcd Lcd = new();
    public readonly InMemoryPrinter Printer = new(16_384);
    public readonly InMemoryDrawer Drawer = new();
    public readonly CustomerGlass Customer = new();
    public readonly InMemoryUplink Uplink = new(256);
    public readonly InMemoryClock Clock = new();
    public readonly InMemoryDrive Drive;
    public InMemoryCardTerminal? CardTerminal;
    public MemoryCard? Card;
    public FaultCounts Faults = null!;
    public Catalogue Catalogue = FiscalSamples.Press();
    public Settings Settings = FiscalSamples.Shop();
    public Till Till = null!;
    public RecordJournal Journal = null!;
    public FiscalChain Chain = null!;
    public int KeysPressed;
    public long Floor = FiscalSamples.VectorWall - 86_400;
    private readonly int _segments;
    private static readonly byte[] PinKey = new byte[32];

    public TillBench(int segments = 8)
    {
        _segments = segments;
        Drive = new InMemoryDrive(DriveFiles.FirstSegment + segments + DriveFiles.FilesForCards, 300_000);
        Clock.ShowWall(FiscalSamples.VectorWall);
        PowerOn();
    }

    /// <summary>Starts the firmware on what the drive holds; all else is new.</summary>
    public void PowerOn()
    {
        Drive.PowerUp();
        TimeKeeper time = new(Clock, Floor);
        time.Start(Clock.NowMs, 0);
        Chain = new FiscalChain(new PlatformMac(), FiscalSamples.SealKey, "K07");
        Journal = new RecordJournal(Drive, Chain, time, 2_048, _segments);
        Journal.Recover(1, 1, new Versions(this));
        KioskParts parts = new(Drive, Clock, Uplink)
        {
            Cards = CardTerminal == null ? null
                : new CardPayment(Drive, DriveFiles.CardSlots(_segments), CardTerminal, 1),
            Keypad = Keypad, Scanner = Scanner, Lcd = Lcd, Printer = Printer, Drawer = Drawer,
            CustomerDisplay = Customer, MemoryCard = Card,
        };
        Faults = parts.Faults;
        Till = new Till(parts, Chain, Journal, time, new BasketSlots(Drive),
            new EventWriter(Chain, Journal, new Record()), new PlatformMac(), PinKey,
            new FiscalChain(new PlatformMac(), FiscalSamples.SealKey, "K07"));
        Till.SetCatalogue(Catalogue);
        Till.SetSettings(Settings);
        Step();
    }

    public TillBench Press(params int[] keys)
    {
        foreach (int key in keys)
        {
            Keypad.Press(key);
            KeysPressed++;
            Pass(100);
        }

        return this;
    }

    public TillBench Scan(string code, int afterMs = 500)
    {
        Pass(afterMs);
        Scanner.Scan(code);
        Step();
        return this;
    }

    /// <summary>The first manager sets his PIN with the one-time code of the city.</summary>
    public TillBench OpenFirst(int setup = 123_456, int pin = 9_876)
    {
        byte[] digest = new byte[32];
        new PlatformMac().Compute(PinKey, Encoding.ASCII.GetBytes($"{setup:000000}"), 0, 6, digest, 0);
        Settings.SetupDigest = digest.Take(6).Aggregate(0L, (sum, b) => (sum * 256) + b);
        Press(Key.Function, 1, 4).Type(setup).Press(Key.Cash).Type(pin).Type(pin);
        return this;
    }

    /// <summary>Types the digits of a number.</summary>
    public TillBench Type(int number)
    {
        foreach (char digit in $"{number}")
        {
            Press(digit - '0');
        }

        return this;
    }

    /// <summary>Lets time pass and steps at its end.</summary>
    public void Pass(int milliseconds)
    {
        Clock.NowMs += milliseconds;
        Step();
    }

    public void Step() => Till.Step(Clock.NowMs);

    /// <summary>Steps until the printer has nothing left to do.</summary>
    public void Print()
    {
        for (int i = 0; i < 200; i++)
        {
            Pass(20);
        }
    }

    /// <summary>The four lines as the merchant sees them.</summary>
    public string Screen() => string.Join('\n', Enumerable.Range(0, 4).Select(Line));

    public string Line(int row) =>
        Encoding.Latin1.GetString(Lcd.Text, row * 20, 20).Replace('\u0080', '€').Replace('\0', ' ');

    public string Paper() => EscPosText.Read(Printer.Paper.AsSpan(0, Printer.Length).ToArray());

    /// <summary>Records of the journal from the first on.</summary>
    public List<Record> Records()
    {
        List<Record> records = [];
        Journal.Reader.Seek(1);
        Record record = new();
        while (Journal.Reader.Read(record, Journal.NextSequence))
        {
            records.Add(record);
            record = new Record();
        }

        return records;
    }

    public IEnumerable<long> EventCodes() =>
        Records().Where(r => r.Kind == RecordKind.TechnicalEvent).Select(r => r.Values[EventLayout.Code]);

    private sealed class Versions(TillBench bench) : SealedVersions
    {
        public override Catalogue? CatalogueOf(int version) => bench.Catalogue;

        public override Settings? SettingsOf(int version) => bench.Settings;
    }
}
