using System.Text;
using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Archive;
using Microsoft.Extensions.Time.Testing;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Ledger;

/// <summary>Two merchants alternate on one board: each has a terminal of its own in the city's books (R64).</summary>
[Trait("Requirement", "R64")]
public sealed class ShiftLedgerTests : IDisposable
{
    private const long Device = 1007;
    private readonly string _folder = Directory.CreateTempSubdirectory("shift-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];
    private readonly Settings _settings = Shop();
    private readonly Catalogue _catalogue = Press();
    private readonly FiscalChain[] _chains;
    private readonly BatchWriter _writer;
    private readonly byte[] _frameKey = new byte[KeyDerivation.KeyBytes];
    private readonly CityLedger _ledger;
    private readonly long _booted;
    private long _sequence = 1;

    public ShiftLedgerTests()
    {
        _ledger = CityLedger.Open(new LedgerOptions { Folder = _folder }, _clock);
        _ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque", "rue", 1, true, true, "presse"));
        DeviceEnrolment device = _ledger.Registry.AddDevice("K07", Device);
        _settings.Version = 1;
        _settings.OtherMerchantLength = Encoding.Latin1.GetBytes("Jus du midi", _settings.OtherMerchant);
        _settings.OtherSiretLength = Encoding.Latin1.GetBytes("98765432109876", _settings.OtherSiret);
        _catalogue.Version = 1;
        _ledger.Registry.PushCatalogue(Device, _catalogue);
        _ledger.Registry.PushSettings(Device, _settings);
        var mac = new ManagedMac();
        var seal = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, device.Secret, KeyDerivation.Frame, _frameKey);
        KeyDerivation.Derive(mac, device.Secret, KeyDerivation.Seal, seal);
        _writer = new BatchWriter(mac, _frameKey, Device);
        _chains = [.. Enumerable.Range(0, 3).Select(m => new FiscalChain(mac, seal, "K07") { Merchant = m })];
        _booted = Now - 60;
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Three_days_of_two_merchants_give_two_terminals_whose_archives_verify_apart()
    {
        ThreeDays();
        Assert.Equal(["K07", "K07-A", "K07-B"], _ledger.Archives.Terminals());
        AuditTotals audit = _ledger.Audit();
        Assert.Equal((0L, 0L, 6L), (audit.ChainBreaks, audit.DayClosingsDifferent, audit.DayClosings));
        Assert.Equal(3 * 320, Gross("K07-A"));
        Assert.Equal(6 * 450, Gross("K07-B"));
        // Its month is not over; a board that sells no more is archived as it stands.
        Assert.Throws<LedgerException>(() => _ledger.Archives.MakeMonth("K07-A", 202601));
        _ledger.Registry.Revoke(Device);
        foreach (string terminal in new[] { "K07-A", "K07-B" })
        {
            ArchiveInfo archive = _ledger.Archives.MakeMonth(terminal, 202601);
            ArchiveVerifier verifier = ShopBench.Verify([archive.File]);
            Assert.Empty(verifier.Findings);
            Assert.Contains(terminal + "-M-202601", archive.File, StringComparison.Ordinal);
        }

        Assert.Equal("Kiosque Réformés", _ledger.Archives.Merchant("K07-A").Name);
        Assert.Equal("98765432109876", _ledger.Archives.Merchant("K07-B").Siret);
        _ledger.Archives.CounterSeal();
        Assert.Equal(0, _ledger.Archives.CounterSeal());
    }

    [Fact]
    public void A_frame_of_one_merchant_told_as_the_others_is_refused_or_breaks_the_chain_by_name()
    {
        Send(1, Event(1, Now, JetCode.Initialisation, ""));
        Send(2, Event(1, Now, JetCode.Initialisation, ""));
        byte[] frame = Frame(2, Ticket(1, Now, TicketLayout.OperationSale, (1, 1, 320, 210)));
        byte[] told = [.. frame];
        told[^(FrameShape.MacItemBytes + 1)] = 1;
        Assert.Equal(IngestOutcome.Quarantined, Submit(told));
        var mac = new byte[Mac.Length];
        new ManagedMac().Compute(_frameKey, told, 0, told.Length - FrameShape.MacItemBytes, mac, 0);
        mac.AsSpan(0, Limits.MacBytes).CopyTo(told.AsSpan(told.Length - Limits.MacBytes));
        Assert.Equal(IngestOutcome.Stored, Submit(frame));
        Assert.Equal(IngestOutcome.Quarantined, Submit(told));
        Assert.Equal(0, _ledger.Audit().ChainBreaks);
    }

    private void ThreeDays()
    {
        Send(0, Event(1, Now, JetCode.Initialisation, ""));
        for (int day = 0; day < 3; day++)
        {
            Close(1);
            Send(1, Versioned(Ticket(Next(1, ChainKind.T), Now, TicketLayout.OperationSale, (1, 1, 320, 210))));
            _clock.Advance(TimeSpan.FromHours(4));
            Close(2);
            Send(2, Versioned(Ticket(Next(2, ChainKind.T), Now, TicketLayout.OperationSale, (2, 2, 450, 550))));
            _clock.SetUtcNow(_clock.GetUtcNow().Date.AddDays(1).AddHours(8));
        }

        Close(1);
        Close(2);
    }

    private long Gross(string terminal) => _ledger.Archives.DayRates(terminal, 20260101, 20260131).Sum(r => r.Gross);

    private long Next(int merchant, int chain) => _chains[merchant].State.Numbers[chain] + 1;

    private void Close(int merchant)
    {
        while (ClosingCalendar.Due(_chains[merchant].State, Now) is > 0 and int level)
        {
            Record closing = new();
            closing.Reset(RecordKind.Closing);
            closing.WallSeconds = Now;
            FiscalChain chain = _chains[merchant];
            Assert.True(chain.Figures.Fill(closing, chain.State, level, 0, ClosingLayout.Automatic));
            Send(merchant, closing);
        }
    }

    private Record Versioned(Record ticket)
    {
        ticket.Values[TicketLayout.Catalogue] = _catalogue.Version;
        ticket.Values[TicketLayout.Settings] = _settings.Version;
        return ticket;
    }

    private void Send(int merchant, Record record) =>
        Assert.Equal(IngestOutcome.Stored, Submit(Frame(merchant, record)));

    private byte[] Frame(int merchant, Record record)
    {
        if (record.Kind == RecordKind.Ticket)
        {
            Versioned(record);
        }

        Assert.Equal(FiscalOutcome.Sealed, _chains[merchant].Seal(record, [], 0, _catalogue, _settings));
        record.Sequence = _sequence++;
        record.Boot = 1;
        record.MonoSeconds = Now - _booted;
        _writer.Begin(_buffer);
        Assert.True(_writer.TryAdd(record));
        return _buffer.AsSpan(0, _writer.Finish()).ToArray();
    }

    private IngestOutcome Submit(byte[] frame) => _ledger.SubmitNow([new InboundFrame(Device, frame)])[0].Outcome;
}
