using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Provision;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Fiscal;
using Microsoft.Extensions.Time.Testing;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Archive;

/// <summary>
/// A merchant's days on a real ledger: sales, refunds, discounts, notes, copies, cash movements, training, events and
/// closings, sealed with the till's code and sent in frames. Seeded; the clock is the test's.
/// </summary>
internal sealed class ShopBench : IDisposable
{
    public const string Terminal = "K07";

    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];
    private readonly Catalogue _catalogue = Press();
    private readonly Settings _settings = Shop();
    private readonly BatchWriter _writer;
    private readonly long _device;
    private readonly byte[] _secret;
    private readonly Random _random;
    private readonly long _booted;
    private bool _open;
    private long _sequence = 1;

    public ShopBench(
        int seed = 7, DateTimeOffset? from = null, Action<Catalogue, Settings>? change = null,
        EditorIdentity? editor = null)
    {
        change?.Invoke(_catalogue, _settings);
        Folder = Directory.CreateTempSubdirectory("archive-").FullName;
        DateTimeOffset start = from ?? new(2026, 1, 2, 8, 0, 0, TimeSpan.Zero);
        Clock = new FakeTimeProvider(start);
        Ledger = CityLedger.Open(
            new LedgerOptions { Folder = Folder, Editor = editor ?? new EditorIdentity("", "", "") }, Clock);
        Ledger.Registry.PutKiosk(new KioskPlace(Terminal, "Kiosque", "rue", 1, true, true, "presse"));
        DeviceEnrolment device = Ledger.Registry.AddDevice(Terminal, 1007);
        _device = device.Number;
        _secret = device.Secret;
        _catalogue.Version = 0;
        _settings.Version = 0;
        Ledger.Registry.PushCatalogue(_device, _catalogue);
        Ledger.Registry.PushSettings(_device, _settings);
        var mac = new ManagedMac();
        _writer = new BatchWriter(mac, Key(mac, device.Secret, KeyDerivation.Frame), _device);
        Chain = new FiscalChain(mac, Key(mac, device.Secret, KeyDerivation.Seal), Terminal);
        _random = new Random(seed);
        _booted = start.ToUnixTimeSeconds() - 60;
    }

    public string Folder { get; }

    public string Archives => Path.Combine(Folder, "archives", Terminal);

    public FakeTimeProvider Clock { get; }

    public CityLedger Ledger { get; private set; }

    public FiscalChain Chain { get; }

    /// <summary>Records of this kind are sealed and never sent; 0 none.</summary>
    public int Skip { get; set; }

    /// <summary>Who sells; below 0 the operator of the sample.</summary>
    public int Operator { get; set; } = -1;

    /// <summary>Ticket that returns refer to; 0 the one before them.</summary>
    public long Original { get; set; }

    public long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Civil days of the shop, one after the other; each ends with its closings on the next morning.</summary>
    public void Live(int days, int salesPerDay)
    {
        for (int day = 0; day < days; day++)
        {
            Send(new Entry(Event(Next(ChainKind.E), Now, JetCode.Start, "ouverture, matin"), []));
            Send(new Entry(Cash(Next(ChainKind.C), Now, CashLayout.TypeFloat, 10_000), []));
            for (int i = 0; i < salesPerDay; i++)
            {
                Clock.Advance(TimeSpan.FromSeconds(30));
                Send(Sale(i));
            }

            Flush();
            Clock.SetUtcNow(Clock.GetUtcNow().Date.AddDays(1).AddHours(8));
            Close();
        }

        Flush();
    }

    /// <summary>Seals with another key from the next record on (pos.md R6).</summary>
    public void RotateKey(int number)
    {
        Record rotation = Event(Next(ChainKind.E), Now, JetCode.KeyRotation, "");
        rotation.Values[EventLayout.Argument1] = number;
        Send(new Entry(rotation, []));
        Chain.UseKey(Key(new ManagedMac(), _secret, KeyDerivation.SealLabel(number)), number);
    }

    /// <summary>Writes the closings that are due now.</summary>
    public void Close()
    {
        while (ClosingCalendar.Due(Chain.State, Now) is > 0 and int level)
        {
            Record closing = new();
            closing.Reset(RecordKind.Closing);
            closing.WallSeconds = Now;
            Assert.True(Chain.Figures.Fill(closing, Chain.State, level, 0, ClosingLayout.Automatic));
            Send(new Entry(closing, []));
        }

        Flush();
    }

    public void Send(Entry entry)
    {
        Assert.Equal(FiscalOutcome.Sealed,
            Chain.Seal(entry.Record, entry.Before, entry.Before.Length, _catalogue, _settings));
        foreach (Record record in entry.Before.Append(entry.Record).Where(r => r.Kind != Skip))
        {
            Put(record);
        }
    }

    public void Flush()
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        byte[] frame = _buffer.AsSpan(0, _writer.Finish()).ToArray();
        IngestResult result = Ledger.SubmitNow([new InboundFrame(_device, frame)])[0];
        Assert.Equal(IngestOutcome.Stored, result.Outcome);
    }

    public static ArchiveVerifier Verify(IEnumerable<string> files) => Verify([], files);

    public static ArchiveVerifier Verify(IReadOnlyList<string> pins, IEnumerable<string> files)
    {
        var verifier = new ArchiveVerifier(pins);
        foreach (string file in files)
        {
            verifier.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        verifier.Finish();
        return verifier;
    }

    public long Next(int chain) => Chain.State.Numbers[chain] + 1;

    public void Reopen(Action? meanwhile = null)
    {
        Ledger.Dispose();
        meanwhile?.Invoke();
        Ledger = CityLedger.Open(new LedgerOptions { Folder = Folder }, Clock);
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public Entry Sale(int i)
    {
        long number = Next(ChainKind.T);
        switch (i % 10)
        {
            case 3:
                return new(Versioned(Ticket(
                    number, Now, TicketLayout.OperationRefund, (1, -1, 320, 210))),
                    [Details(number, (DetailItem.OriginalTicket, Original > 0 ? Original : number - 1, VectorWall),
                        (DetailItem.Reason, ReasonCode.Returned, 0))]);
            case 5:
                return new(FiscalCorpus.Fill(RecordKind.ProvisionalNote, Now, Next(ChainKind.N), 7, 1, 770, 2,
                    2, 1, 450, 1, 1, 320), []);
            case 6:
                long copy = Next(ChainKind.D);
                return new(FiscalCorpus.Fill(RecordKind.Duplicate, Now, copy, RecordKind.Ticket, 1, copy,
                    ReasonCode.PaperLost, 7), []);
            case 7:
                Record training = Versioned(Ticket(
                    Next(ChainKind.X), Now, TicketLayout.OperationSale, (1, 1, 320, 210)));
                training.Kind = RecordKind.Training;
                return new(training, [Details(training.Values[0], (DetailItem.Manager, 9, 0))]);
            case 8:
                return new(Event(Next(ChainKind.E), Now, JetCode.LineVoided, "essai €, é"), []);
            case 9:
                Record sale = Versioned(Ticket(number, Now, TicketLayout.OperationSale, (2, 3, 450, 550)));
                sale.Values[TicketLayout.Tenders + 1] += 200 - 7;
                return new(sale,
                [
                    Details(number, (DetailItem.LineDiscount, 0, 7),
                        (DetailItem.DiscountReason, ReasonCode.Gesture, 0),
                        (DetailItem.NonSale, NonSaleType.Donation, 200)),
                ]);
            default:
                (int, int, int, int)[] lines = [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ =>
                    new[] { (1, 1, 320, 210), (2, 2, 450, 550), (3, 1, 999, 2000), (-1, 1, 490, 2000) }[
                        _random.Next(4)])];
                return new(Versioned(Ticket(number, Now, TicketLayout.OperationSale, lines)), []);
        }
    }

    /// <summary>A sale of (article, quantity, price, rate) lines; a rate of 0 says that no VAT applies.</summary>
    public void Sell(params (int Article, int Quantity, int Price, int Rate)[] lines) =>
        Sell(TicketLayout.OperationSale, [], lines);

    /// <summary>A ticket of an operation with what precedes it.</summary>
    public void Sell(
        int operation, Record[] before, params (int Article, int Quantity, int Price, int Rate)[] lines)
    {
        Record ticket = Versioned(Ticket(Next(ChainKind.T), Now, operation, lines));
        ticket.Values[TicketLayout.Operator] = Operator < 0 ? ticket.Values[TicketLayout.Operator] : Operator;
        for (int i = 0; i < lines.Length; i++)
        {
            int at = TicketLayout.Tenders + TicketLayout.TenderWidth + (i * TicketLayout.LineWidth);
            ticket.Values[at + TicketLayout.LineFlags] = lines[i].Rate == 0 ? TicketLayout.LineExempt : 0;
        }

        Send(new Entry(ticket, before));
    }

    private Record Versioned(Record ticket)
    {
        ticket.Values[TicketLayout.Catalogue] = _catalogue.Version;
        ticket.Values[TicketLayout.Settings] = _settings.Version;
        return ticket;
    }

    private void Put(Record record)
    {
        record.Sequence = _sequence++;
        record.Boot = 1;
        record.WallSeconds = Now;
        record.MonoSeconds = Now - _booted;
        if (!_open)
        {
            _writer.Begin(_buffer);
            _open = true;
        }

        if (!_writer.TryAdd(record))
        {
            Flush();
            _writer.Begin(_buffer);
            _open = true;
            Assert.True(_writer.TryAdd(record));
        }
    }

    private static byte[] Key(Mac mac, byte[] secret, string label)
    {
        var key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, secret, label, key);
        return key;
    }
}
