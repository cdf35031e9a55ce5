using Kiosk.Gateway.Broker;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Gateway.City;

/// <summary>
/// Reads what the public may know from the ledger and keeps the city's picture for a moment, so that many readers cost
/// no more than one. Thread-safe.
/// </summary>
public sealed partial class CityReader
{
    private const int QuartersPerHour = 4;

    private readonly CityLedger _ledger;
    private readonly TimeProvider _time;
    private readonly GatewayOptions _options;
    private readonly DownlinkSender _links;
    private readonly ILogger<CityReader> _log;
    private readonly LogLimit _lines;
    private readonly Lock _gate = new();
    private CityModel? _city;
    private long _cityReadAt;

    /// <summary>Makes the reader.</summary>
    public CityReader(
        CityLedger ledger, TimeProvider time, GatewayOptions options, DownlinkSender links, ILogger<CityReader> log)
    {
        _ledger = ledger;
        _time = time;
        _options = options;
        _links = links;
        _log = log;
        _lines = new LogLimit(time, log);
    }

    /// <summary>The city now; at most <see cref="GatewayOptions.LivePauseMs"/> / 2 old.</summary>
    public CityModel City()
    {
        lock (_gate)
        {
            // The timestamp runs on real time even when the clock is driven.
            if (_city is null || _time.GetElapsedTime(_cityReadAt).TotalMilliseconds > _options.LivePauseMs / 2.0)
            {
                _city = ReadCity();
                _cityReadAt = _time.GetTimestamp();
            }

            return _city;
        }
    }

    /// <summary>
    /// True while enough kiosks have sold today for the count of their tickets to be public. Else nothing public may
    /// move with a sale, neither in time nor in number (R74); also false when the ledger does not answer.
    /// </summary>
    public bool SalesArePublic()
    {
        try
        {
            return City().Tickets.State == CellState.Value;
        }
        catch (LedgerException)
        {
            return false;
        }
    }

    /// <summary>One kiosk now, or null when there is none of this id.</summary>
    public KioskModel? Kiosk(string id)
    {
        DateTimeOffset now = _time.GetUtcNow();
        KioskView? view = _ledger.Kiosks().FirstOrDefault(kiosk => kiosk.Place.KioskId == id);
        if (view is null)
        {
            return null;
        }

        (DateTimeOffset start, DateTimeOffset end) = CivilTime.Day(now);
        IReadOnlyList<Cell> hours = Hours(id, now, out Figure day);
        List<ClimatePoint> climate = [.. _ledger.Climate(id, AggregateStep.Quarter, start, end)
            .Where(point => Publication.IsDue(point.End, _time))];
        ReadingView? reading = _ledger.LatestReading(id, Publication.Last(now));
        NoticeView? notice = _ledger.Notice(id);
        List<GapRange> gaps = [.. view.Devices.SelectMany(_ledger.Gaps)];
        return new KioskModel(
            now, Card(view, now, day, AirToday(id, now), _ledger.Measured(Publication.QuartersUntil(now))), hours,
            Quarters(id, now),
            [.. Enumerable.Range(0, ClimateLayout.Channels).Select(channel => Row(climate, reading, channel))],
            MissingHours(hours),
            gaps.Where(gap => gap.DeclaredReason != 0).Sum(gap => gap.Last - gap.First + 1),
            notice is null ? null : new NoticeCard(notice.Text, notice.PushedAt, notice.ValidUntil), Calibration(id));
    }

    /// <summary>True when there is a kiosk of this id.</summary>
    public bool Knows(string id) => City().Kiosks.Any(kiosk => kiosk.Id == id);

    /// <summary>Factor of a kiosk's footfall from the calibration of its site.</summary>
    public SiteFactor Calibration(string id) => _ledger.Registry.FootfallFactor(id);

    /// <summary>Hours of the civil day that holds an instant, guarded (GRD-10) and 15 minutes late.</summary>
    public IReadOnlyList<Cell> Hours(string id, DateTimeOffset instant, out Figure day)
    {
        (DateTimeOffset start, DateTimeOffset end) = CivilTime.Day(instant);
        DateTimeOffset now = _time.GetUtcNow();
        IEnumerable<Cell> cells = _ledger.Footfall(id, AggregateStep.Hour, start, end).Select(point =>
            ToCell(point, now));
        IReadOnlyList<Cell> hours = NightGuard.Guard([.. cells], cell => CivilTime.Local(cell.Start).Hour, out day);
        IReadOnlyList<Cell> shown = WithRunning(id, hours, now, ref day);
        SiteFactor site = Calibration(id);
        Cell total = Widened(new Cell(start, end, day.State, day.Value, false, day.Error), site);
        day = day with { Error = total.Error, Common = total.Common };
        return [.. shown.Select(cell => Widened(cell, site))];
    }

    // The factor of a site, or the model where there is none, is off in all its quarters alike: its part of the error
    // grows with their sum.
    private static Cell Widened(Cell cell, SiteFactor site)
    {
        double part = cell.Value * site.FigureErrorPermille / 1000.0;
        return cell with
        {
            Error = Math.Sqrt((cell.Error * cell.Error) + (part * part)), Common = site.IsCalibrated ? 0 : part,
        };
    }

    // Hours of the day that still run show their quarters that are due, unless the guard is still to withhold the next
    // hours. Such an hour stands in the day's total exactly as in its own cell.
    private List<Cell> WithRunning(string id, IReadOnlyList<Cell> hours, DateTimeOffset now, ref Figure day)
    {
        List<Cell> shown = [.. hours];
        for (int i = 0; i < shown.Count && day.State != CellState.Withheld; i++)
        {
            Cell hour = shown[i];
            if (hour.State != CellState.Pending || hour.Start > now
                || CivilTime.Local(hour.Start).Hour < NightGuard.NightHours)
            {
                continue;
            }

            List<Cell> due = [.. _ledger.Footfall(id, AggregateStep.Quarter, hour.Start, hour.End)
                .Select(point => ToCell(point, now)).Where(cell => cell.State == CellState.Value)];
            if (due.Count > 0)
            {
                long passages = due.Sum(cell => cell.Value);
                shown[i] = hour with
                {
                    State = CellState.Value, Value = passages, Provisional = true, Error = Cell.ErrorOf(due),
                    Quarters = due.Count, Expected = QuartersPerHour,
                };
                day = new Figure(CellState.Value, day.Value + passages, due[^1].End,
                    Math.Sqrt((day.Error * day.Error) + (shown[i].Error * shown[i].Error)));
            }
        }

        return shown;
    }

    private CityModel ReadCity()
    {
        DateTimeOffset now = _time.GetUtcNow();
        (DateTimeOffset start, DateTimeOffset end) = CivilTime.Day(now);
        IReadOnlyList<MeasuredKiosk> measured = _ledger.Measured(Publication.QuartersUntil(now));
        var cards = new List<KioskCard>();
        var days = new List<IReadOnlyList<Cell>>();
        LedgerException? trouble = null;
        foreach (KioskView view in _ledger.Kiosks())
        {
            try
            {
                IReadOnlyList<Cell> hours = Hours(view.Place.KioskId, now, out Figure day);
                cards.Add(Card(view, now, day, AirToday(view.Place.KioskId, now), measured));
                days.Add(hours);
            }
            catch (LedgerException error)
            {
                // One kiosk whose rows cannot be read must not take the other ones off the page.
                trouble = error;
                cards.Add(Card(view, now, new Figure(CellState.Invalid, 0, null), default, measured));
                TellUnread(view.Place.KioskId, error.Message);
            }
        }

        if (days.Count == 0 && trouble is not null)
        {
            throw new LedgerException(trouble.Message, trouble);
        }

        IReadOnlyList<Cell> total = AddUp(days);
        return new CityModel(now, cards, total, AddUp(cards), Tickets(start, end, now), days.Count(HasValue));
    }

    private KioskCard Card(
        KioskView view, DateTimeOffset now, Figure today, Air air, IReadOnlyList<MeasuredKiosk> measured)
    {
        KioskPlace place = view.Place;
        MeasuredKiosk? telemetry = measured.FirstOrDefault(kiosk => kiosk.KioskId == place.KioskId);
        return new KioskCard(
            place.KioskId, place.Name, place.Address, place.Arrondissement, place.Trade, place.Occupied, place.Invented,
            State(view, now, telemetry), telemetry?.Until, today, air,
            place is { Latitude: { } north, Longitude: { } east } ? new GeoPoint(north, east) : null);
    }

    private void TellUnread(string kiosk, string reason)
    {
        if (_lines.Allows())
        {
            LogUnread(_log, kiosk, reason);
        }
    }

    // The time of the last frame would tell every sale (R74), so the link and the measurements decide, never a frame.
    private KioskState State(KioskView view, DateTimeOffset now, MeasuredKiosk? telemetry)
    {
        bool measures = telemetry?.Until is { } until && now - until <= TimeSpan.FromMinutes(_options.SilentMinutes);
        if (measures || view.Devices.Any(_links.IsListening))
        {
            return view.Place.Occupied ? KioskState.Live : KioskState.Vacant;
        }

        return telemetry is null ? KioskState.Waiting : KioskState.Silent;
    }

    // Of the hours between two that are there: before the first one the kiosk may not have stood there yet.
    private static int MissingHours(IReadOnlyList<Cell> hours) =>
        hours.SkipWhile(hour => hour.State == CellState.Missing).Count(hour => hour.State == CellState.Missing);

    private Air AirToday(string id, DateTimeOffset now)
    {
        (DateTimeOffset start, DateTimeOffset end) = CivilTime.Day(now);
        DateTimeOffset until = Publication.QuartersUntil(now);
        if (until <= start)
        {
            return default;
        }

        // Whole hours and then quarters of an hour, so that no reading is in it before its time.
        DateTimeOffset hour = DateTimeOffset.FromUnixTimeSeconds(until.ToUnixTimeSeconds() / 3600 * 3600);
        List<ClimatePoint> points = [.. _ledger.Climate(id, AggregateStep.Hour, start, hour)
            .Concat(_ledger.Climate(id, AggregateStep.Quarter, hour, until < end ? until : end))];
        return AirScale.Classify(Micrograms(points, ClimateLayout.Pm25), Micrograms(points, ClimateLayout.Pm10));
    }

    private static double? Micrograms(List<ClimatePoint> points, int channel)
    {
        long count = points.Sum(point => (long)point.Channels[channel].Count);
        return count == 0
            ? null
            : points.Sum(point => point.Channels[channel].Count * point.Channels[channel].Mean) / count / 10;
    }

    private Figure Tickets(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        IReadOnlyList<TicketPoint> day = _ledger.FleetTickets(AggregateStep.Day, start, end);
        if (day.Count == 0)
        {
            return new Figure(CellState.Missing, 0, null);
        }

        return day[0].Withheld
            ? new Figure(CellState.Withheld, 0, now)
            : new Figure(CellState.Value, day[0].Tickets, now);
    }

    // 15-minute slots at night, or of an hour whose figure is not shown, would undo the guard on hours.
    private List<Cell> Quarters(string id, DateTimeOffset now)
    {
        SiteFactor site = Calibration(id);
        DateTimeOffset from = Floor(now - TimeSpan.FromHours(3));
        IEnumerable<Cell> hours = Hours(id, now, out _);
        hours = from < CivilTime.Day(now).Start ? Hours(id, from, out _).Concat(hours) : hours;
        HashSet<DateTimeOffset> shown = [.. hours
            .Where(hour => hour.State == CellState.Value
                && CivilTime.Local(hour.Start).Hour >= NightGuard.NightHours)
            .Select(hour => hour.Start)];
        return [.. _ledger.Footfall(id, AggregateStep.Quarter, from, now).Select(point => ToCell(point, now))
            .Select(cell => cell.State != CellState.Value || shown.Contains(HourOf(cell.Start))
                ? Widened(cell, site) : cell.Hidden())];
    }

    private static DateTimeOffset HourOf(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 3600 * 3600);

    private static DateTimeOffset Floor(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 900 * 900);

    private static Cell ToCell(FootfallPoint point, DateTimeOffset now)
    {
        if (point.End > now - NightGuard.Delay)
        {
            return new Cell(point.Start, point.End, CellState.Pending, 0, true);
        }

        if (point.NumberedSlots == 0)
        {
            return new Cell(
                point.Start, point.End, point.Measured ? CellState.Invalid : CellState.Missing, 0, false,
                Expected: point.ExpectedSlots);
        }

        return new Cell(
            point.Start, point.End, CellState.Value, (long)Math.Round(point.People, MidpointRounding.AwayFromZero),
            point.ValidSlots + point.InvalidSlots < point.ExpectedSlots, point.StandardError, point.NumberedSlots,
            point.ExpectedSlots);
    }

    private static bool HasValue(IReadOnlyList<Cell> cells) => cells.Any(cell => cell.State == CellState.Value);

    // Cells withheld for one kiosk are left out of the sum, else the sum less the other kiosks would give them back.
    private static List<Cell> AddUp(List<IReadOnlyList<Cell>> days)
    {
        var total = new List<Cell>();
        for (int hour = 0; days.Count > 0 && hour < days[0].Count; hour++)
        {
            List<Cell> column = [.. days.Select(day => day[hour])];
            List<Cell> known = [.. column.Where(cell => cell.State == CellState.Value)];
            total.Add(known.Count > 0
                ? column[0] with
                {
                    State = CellState.Value, Value = known.Sum(cell => cell.Value),
                    Provisional = known.Any(c => c.Provisional), Error = Cell.ErrorOf(known),
                    Quarters = known.Sum(cell => cell.Quarters), Expected = known.Sum(cell => cell.Expected),
                    Common = known.Sum(cell => cell.Common),
                }
                : column[0] with { Value = 0, Error = 0, Common = 0 });
        }

        return total;
    }

    private static Figure AddUp(List<KioskCard> cards)
    {
        List<Figure> known = [.. cards.Select(card => card.PassagesToday).Where(day => day.State == CellState.Value)];
        return known.Count == 0
            ? new Figure(CellState.Missing, 0, null)
            : new Figure(CellState.Value, known.Sum(day => day.Value), known.Max(day => day.Until),
                Cell.ErrorOf(known.Select(day => (day.Error, day.Common))), known.Sum(day => day.Common));
    }

    private static ChannelRow Row(IReadOnlyList<ClimatePoint> points, ReadingView? reading, int channel)
    {
        int? code = reading?.Codes[channel];
        List<ClimatePoint> valid = [.. points.Where(point => point.Channels[channel].Count > 0)];
        if (valid.Count == 0)
        {
            return new ChannelRow(channel, null, null, 0, 0, 0, code, reading?.At);
        }

        double scale = Channels.Scale(channel);
        return new ChannelRow(
            channel, valid[^1].Channels[channel].Mean * scale, valid[^1].End,
            valid.Min(point => point.Channels[channel].Min) * scale,
            valid.Max(point => point.Channels[channel].Max) * scale,
            valid.Sum(point => point.Channels[channel].Count), code, reading?.At);
    }

    [LoggerMessage(70, LogLevel.Error, "Kiosk {Kiosk} stands without figures on the city page: {Reason}")]
    private static partial void LogUnread(ILogger log, string kiosk, string reason);
}
