using System.Globalization;
using Kiosk.Ledger;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// Compares what the witnesses saw become durable with what the ledger holds, once everything has drained. One
/// thread.
/// </summary>
internal sealed class Verdict(
    SimulateOptions options, FaultPlan plan, IReadOnlyList<SimKiosk> kiosks, CityLedger ledger)
{
    private readonly List<string> _findings = [];
    private long _acknowledged, _lost, _declared, _duplicated, _tickets, _cents, _stops, _unknown;

    public SimulateResult Judge()
    {
        foreach (var kiosk in kiosks)
        {
            JudgeKiosk(kiosk);
        }

        var audit = ledger.Audit();
        _lost += Math.Max(0, _tickets - audit.Tickets);
        _duplicated += audit.StoredTwice + Math.Max(0, audit.Tickets - _tickets);
        Demand(audit.Cents == _cents, $"the ledger holds {audit.Cents} cents, the drives {_cents}");
        Demand(audit.Unreadable == 0, $"{audit.Unreadable} stored frames cannot be read again");
        CompareMeasures(audit);
        foreach (var alarm in ledger.Alarms())
        {
            // Bytes damaged on the way cannot be read; anything else must be.
            var expected = alarm.Kind == AlarmKind.Unreadable && plan.Has(FaultKind.Corrupt);
            Demand(expected || alarm.Kind is not (AlarmKind.Conflict or AlarmKind.Unreadable or AlarmKind.ChainBreak
                or AlarmKind.OverRefund),
                $"alarm {alarm.Kind} of device {alarm.Device}, {alarm.Count} times: {alarm.Detail}");
        }

        return new SimulateResult
        {
            Seed = options.Seed, KioskDays = options.Kiosks * options.Days, Faults = plan.Struck.Values.Sum(),
            Acknowledged = _acknowledged, Lost = _lost, Duplicated = _duplicated, ChainBreaks = audit.ChainBreaks,
            FaultsByKind = plan.Struck, Declared = _declared, Tickets = _tickets,
            Cents = _cents, Stops = _stops, UnknownCodes = _unknown,
            Findings = _findings,
        };
    }

    private void JudgeKiosk(SimKiosk kiosk)
    {
        var witness = kiosk.Witness;
        var view = ledger.Registry.Find(kiosk.Device)!;
        var gaps = ledger.Gaps(kiosk.Device);
        _acknowledged += view.Highest - gaps.Sum(g => g.Last - g.First + 1);
        JudgeSequences(kiosk, view, gaps);
        _duplicated += witness.Reused;
        _tickets += witness.Tickets;
        _cents += witness.Cents;

        var place = kiosk.Kiosk.KioskId;
        var chain = kiosk.Kiosk.Loop.Chain!.State;
        Demand(witness.Skipped == 0, $"{place}: {witness.Skipped} ticket numbers were left out");
        Demand(chain.Tickets == witness.LastTicket && chain.PerpetualSigned == witness.Cents,
            $"{place}: the till counts {chain.Tickets} tickets, {chain.PerpetualSigned} cents; its drive held "
            + $"{witness.LastTicket}, {witness.Cents}");
        Demand(kiosk.Shopper.Sales == witness.Tickets && kiosk.Shopper.Cents == witness.Cents,
            $"{place}: {kiosk.Shopper.Sales} sales of {kiosk.Shopper.Cents} cents were keyed; its drive held "
            + $"{witness.Tickets}, {witness.Cents}");
        Demand(view.Highest <= Math.Max(witness.Last, kiosk.Kiosk.Loop.Journal!.NextSequence - 1),
            $"{place}: the ledger knows sequence {view.Highest}, the drive ended at {witness.Last}");
        Demand(kiosk.Kiosk.Loop.AcknowledgedThrough <= view.Contiguous,
            $"{place}: believes {kiosk.Kiosk.Loop.AcknowledgedThrough} acknowledged; the ledger: {view.Contiguous}");
        JudgeUnknown(place, kiosk.Shopper.UnknownCodes);
        Demand(kiosk.Link.Overflowed == 0, $"{place}: {kiosk.Link.Overflowed} messages found no room on the line");
        Demand(kiosk.Fault.Length == 0, kiosk.Fault);
    }

    // A power cut loses a code that waits for its price; nothing makes one up or tells it twice.
    private void JudgeUnknown(string place, IReadOnlyCollection<long> scanned)
    {
        var review = ledger.Archives.Review(place, all: true);
        var listed = review.Codes;
        _unknown += listed.Count;
        Demand(
            listed.All(code => code.Times == 1 && scanned.Contains(code.Code))
                && (plan.Struck.Count > 0 || listed.Count + review.Dropped == scanned.Count),
            $"{place}: {scanned.Count} unknown codes were scanned, the review list has {listed.Count}, "
            + $"{listed.Sum(code => code.Times)} times");
    }

    private void JudgeSequences(SimKiosk kiosk, DeviceView view, IReadOnlyList<GapRange> gaps)
    {
        long lost = 0;
        long first = 0;
        for (long sequence = 1; sequence <= kiosk.Witness.Last; sequence++)
        {
            var gap = gaps.FirstOrDefault(g => g.First <= sequence && sequence <= g.Last);
            if (!kiosk.Witness.Has(sequence) || (gap is null && sequence <= view.Highest))
            {
                continue;
            }

            var declared = gap is { DeclaredReason: > 0 };
            _declared += declared ? 1 : 0;
            lost += declared ? 0 : 1;
            first = first == 0 ? sequence : first;
        }

        _lost += lost;
        Demand(
            first == 0,
            $"{kiosk.Kiosk.KioskId}: from sequence {first} on records are missing, {lost} without a word");
    }

    private void CompareMeasures(AuditTotals audit)
    {
        if (_lost + _declared > 0)
        {
            return;
        }

        var slots = kiosks.Sum(k => k.Witness.FootfallSlots);
        var readings = kiosks.Sum(k => k.Witness.ClimateReadings);
        Demand(audit.FootfallSlots == slots,
            $"the ledger holds {audit.FootfallSlots} footfall slots, the drives {slots}");
        Demand(audit.ClimateReadings == readings,
            $"the ledger holds {audit.ClimateReadings} climate readings, the drives {readings}");
        var passages = kiosks.Sum(k => k.Witness.Passages);
        Demand(audit.Passages == passages, $"the ledger holds {audit.Passages} passages, the drives {passages}");
        CompareContent(audit);
        foreach (var kiosk in kiosks)
        {
            CompareStops(kiosk);
        }
    }

    // A clock that was wrong tells hours that the ledger does not take; then the content alone is compared.
    private void CompareStops(SimKiosk kiosk)
    {
        if (kiosk.Visits is not { } visits || plan.Has(FaultKind.Clock))
        {
            return;
        }

        var place = kiosk.Kiosk.KioskId;
        var shown = Shown(place).ToDictionary(hour => hour.Start.ToUnixTimeSeconds());
        var stops = shown.Values.Sum(hour => hour.Stops);
        var drive = kiosk.Witness.Stops;
        Demand(
            shown.Count == drive.Count && shown.All(h => drive.GetValueOrDefault(h.Key, -1) == h.Value.Stops),
            $"{place}: the ledger shows {stops} stops in {shown.Count} hours, its drive held {drive.Values.Sum()} in "
            + $"{drive.Count}");
        var whole = shown.Values.Where(hour => !hour.Partial).ToList();
        Demand(
            plan.Struck.Count > 0 || (whole.Count == visits.Made.Count && whole.TrueForAll(hour =>
                visits.Made.GetValueOrDefault(hour.Start.ToUnixTimeSeconds(), -1) == hour.Stops)),
            $"{place}: {visits.Made.Values.Sum()} stops in {visits.Made.Count} hours were made, the ledger shows "
            + $"{whole.Sum(hour => hour.Stops)} in {whole.Count} whole hours");
        _stops += stops;
    }

    private IEnumerable<CounterHour> Shown(string place)
    {
        var first = DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(Simulation.StartMs));
        var days = options.Days + Simulation.DaysAround;
        for (var day = -1; day < days; day += ArchiveOffice.StopDaysMax)
        {
            var last = Math.Min(day + ArchiveOffice.StopDaysMax, days) - 1;
            foreach (var hour in ledger.Archives.Stops(place, Number(first.AddDays(day)), Number(first.AddDays(last))))
            {
                yield return hour;
            }
        }
    }

    private static int Number(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;

    private void CompareContent(AuditTotals audit)
    {
        ulong content = 0;
        foreach (var kiosk in kiosks)
        {
            content = unchecked(content + kiosk.Witness.Content);
        }

        var drives = content.ToString("x16", CultureInfo.InvariantCulture);
        Demand(audit.Content == drives, $"the ledger's events have content {audit.Content}, the drives' {drives}");
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add(otherwise);
        }
    }
}
