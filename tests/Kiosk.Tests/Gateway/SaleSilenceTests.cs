using System.Text.Json;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.City;
using Kiosk.Gateway.City.Pages;
using Kiosk.Gateway.OpenData;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Tests.Ledger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>What is published of a kiosk may not move when it sells, else its sales could be counted (R74).</summary>
[Trait("Requirement", "R74")]
[Trait("Requirement", "GRD-1")]
public sealed class SaleSilenceTests : IDisposable
{
    private readonly LedgerBench _bench = new();
    private readonly SyntheticKiosk[] _kiosks;

    public SaleSilenceTests()
    {
        _kiosks = [.. Enumerable.Range(1, 4).Select(number => _bench.Kiosk(number))];
        foreach (SyntheticKiosk kiosk in _kiosks[..3])
        {
            Assert.Equal(IngestOutcome.Stored, _bench.Submit(kiosk, kiosk.Frame(
                kiosk.Footfall(20, 12), kiosk.Climate(2000, 5500, 10130, 420, 80, 120, 550, 0), kiosk.Ticket(1)))
                .Outcome);
        }
    }

    public static TheoryData<int> Kiosks => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Kiosks))]
    public async Task A_frame_with_nothing_but_a_ticket_changes_the_fleet_figure_and_no_byte_of_a_kiosk(int index)
    {
        Sleep(TimeSpan.FromMinutes(index == 2 ? 180 : 22));
        SyntheticKiosk kiosk = _kiosks[index];
        string before = await PictureAsync();
        Figure tickets = Reader().City().Tickets;
        Submit(kiosk, kiosk.Ticket(3, 4));
        Assert.Equal(before, await PictureAsync());
        Assert.Equal(tickets.Value + 1, Reader().City().Tickets.Value);
    }

    [Fact]
    public async Task A_record_of_another_kind_never_counts_as_a_passage_however_much_it_looks_like_one()
    {
        // Stops at the counter, once a kiosk has a part for them, come as a kind of their own: two counts, never mixed.
        SyntheticKiosk kiosk = _kiosks[0];
        Sleep(TimeSpan.FromMinutes(40));
        string before = await PictureAsync();
        long slot = kiosk.Utc - (kiosk.Utc % 900) - 900;
        Submit(kiosk, kiosk.Of(RecordKind.Last + 1, slot, 32, 800, 20, 12, 1, 0, 320, 15, 0));
        Assert.Equal(before, await PictureAsync());
        Assert.Equal(1, _bench.Ledger.Counters[LedgerCounter.UnknownKinds]);

        // Stops at the counter are the merchant's (GRD-1): no page, no figure, no moment of them is public.
        long hour = LedgerBench.Start.ToUnixTimeSeconds();
        Submit(kiosk, kiosk.Of(RecordKind.CounterSlot, hour, 14, 600, 0, 0));
        Assert.Equal(14, Assert.Single(_bench.Ledger.Archives.Stops("K01", 20260610, 20260610)).Stops);
        Assert.Equal(before, await PictureAsync());

        Submit(kiosk, kiosk.Footfall(20, 12));
        Assert.NotEqual(before, await PictureAsync());
    }

    [Fact]
    public async Task A_ticket_that_jumps_the_queue_of_older_records_shows_no_hole()
    {
        SyntheticKiosk kiosk = _kiosks[0];
        Sleep(TimeSpan.FromMinutes(22));
        kiosk.Footfall(1, 2);
        string before = await PictureAsync();
        Submit(kiosk, kiosk.Ticket(3));
        Assert.NotEmpty(_bench.Ledger.Gaps(kiosk.Device));
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task A_reading_that_a_ticket_takes_along_is_shown_two_minutes_after_its_quarter_of_an_hour()
    {
        SyntheticKiosk kiosk = _kiosks[1];
        Sleep(TimeSpan.FromMinutes(20));
        string before = await PictureAsync();
        Submit(kiosk, kiosk.Climate(2500, 5000, 10130, 900, 400, 500, 600, 0), kiosk.Ticket(3));
        Assert.Equal(before, await PictureAsync());
        Sleep(TimeSpan.FromMinutes(11.9));
        ChannelRow held = Reader().Kiosk("K02")!.Channels[0];
        Assert.Equal(20.0, held.Latest!.Value, 3);
        Sleep(TimeSpan.FromMinutes(0.2));
        ChannelRow row = Reader().Kiosk("K02")!.Channels[0];
        Assert.Equal(25.0, row.Latest!.Value, 3);
        Assert.Equal(LedgerBench.Start.AddMinutes(30), Reader().Kiosk("K02")!.Kiosk.MeasuredUntil);
    }

    [Fact]
    public void A_kiosk_is_silent_an_hour_after_its_last_measurement_however_much_it_sells()
    {
        SyntheticKiosk kiosk = _kiosks[0];
        Sleep(TimeSpan.FromMinutes(22));
        Assert.Equal(KioskState.Live, State(0));
        Sleep(TimeSpan.FromMinutes(54));
        Submit(kiosk, kiosk.Ticket(3));
        Assert.Equal(KioskState.Silent, State(0));
        Assert.Equal(KioskState.Waiting, State(3));
    }

    public void Dispose() => _bench.Dispose();

    private KioskState State(int index) => Reader().City().Kiosks[index].State;

    private void Sleep(TimeSpan time)
    {
        _bench.Clock.Advance(time);
        foreach (SyntheticKiosk kiosk in _kiosks)
        {
            kiosk.Utc = _bench.Clock.GetUtcNow().ToUnixTimeSeconds();
        }
    }

    private void Submit(SyntheticKiosk kiosk, params ReadOnlySpan<Kiosk.Protocol.Record> records) =>
        Assert.Equal(IngestOutcome.Stored, _bench.Submit(kiosk, kiosk.Frame(records)).Outcome);

    // A reader of its own each time: the picture it keeps must not be the reason why nothing changes.
    private CityReader Reader() => new(
        _bench.Ledger, _bench.Clock, OptionReader.Read(new ConfigurationBuilder().Build()),
        new DownlinkSender(_bench.Ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance),
        NullLogger<CityReader>.Instance);

    private async Task<string> PictureAsync()
    {
        CityReader reader = Reader();
        CityModel city = reader.City() with { Tickets = default };
        var picture = new StringWriter();
        foreach (KioskCard card in city.Kiosks)
        {
            await picture.WriteLineAsync(JsonSerializer.Serialize(Documents.Of(card)));
            foreach (Texts text in new[] { TextsFrench.All, TextsEnglish.All })
            {
                await picture.WriteLineAsync(await Rendered.PageAsync<KioskPage>(text, reader.Kiosk(card.Id)!));
            }

            DateOnly day = DateOnly.FromDateTime(CivilTime.Local(city.Now).DateTime);
            await picture.WriteLineAsync(JsonSerializer.Serialize(
                PublicApi.FootfallOf(card.Id, day, reader)));
            await picture.WriteLineAsync(JsonSerializer.Serialize(
                PublicApi.ClimateOf(card.Id, day, _bench.Ledger, _bench.Clock)));
            DateTimeOffset now = _bench.Clock.GetUtcNow();
            await picture.WriteLineAsync(JsonSerializer.Serialize(
                Documents.Of(_bench.Ledger.LatestReading(card.Id, Publication.Last(now)), now)));
        }

        await picture.WriteLineAsync(await Rendered.PageAsync<CityPage>(TextsFrench.All, city));
        return picture.ToString();
    }
}
