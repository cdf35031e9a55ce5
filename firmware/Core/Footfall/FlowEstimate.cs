namespace Kiosk.Firmware.Footfall;

/// <summary>
/// People who passed in a slot, estimated from the share of time in which the beams were free (device.md 2.9), and its
/// standard error, in whole numbers. Somebody new begins a busy period only while the beams are free; so there were as
/// many more as there is more time than idle time. What counts are the periods that happened, not a rate: the error
/// comes from those hidden alone. People beyond the first of a period and people who turned round are corrected by what
/// chance meetings look like; the constants are those of walkers of 1.1 +/- 0.25 m/s and 0.25 to 0.45 m (tools/Fleet
/// footfall shows how well they do), a site's own factor comes from its calibration. One thread, no allocation.
/// </summary>
public sealed class FlowEstimate
{
    /// <summary>Factor of a site that was not calibrated, permille.</summary>
    public const int FactorOne = 1000;

    // Permille of chance meetings that read as two people, of the same and of opposite directions, and as a turn.
    private const int PairSame = 880, PairOpposite = 330, TurnOpposite = 550;

    // Permille of a companion: some are hidden by who walks with them, and more of them in a crowd.
    private const int Companion = 1045, CompanionInCrowd = 240;

    /// <summary>People who passed and its standard error, in tenths of a person.</summary>
    public long PeopleTenths, ErrorTenths;

    /// <summary>
    /// Estimates a slot; <paramref name="factor"/> and its error are permille (F-FOOT-5). A factor holds in the mean:
    /// whom this slot misreads is drawn anew, so at a calibrated site that stands beside the error of its factor.
    /// </summary>
    public void Compute(FootfallSlot slot, int factor, int factorError)
    {
        PeopleTenths = 0;
        ErrorTenths = 0;
        long idle = slot.IdleMs, seen = slot.IdleMs + slot.BusyMs, total = seen + slot.BlindMs;
        if (slot.BusyPeriods == 0 || idle <= 0)
        {
            return;
        }

        long periods = slot.BusyPeriods * 1000L;
        long same = SameDirection(slot.AToB, slot.BToA);
        long met = periods * slot.BusyMs / seen;
        long pairs = (slot.Companions * 1000L)
            - (met * ((PairSame * same) + (PairOpposite * (1000 - same))) / 1000000);
        long turns = (slot.Turns * 1000L) - (met * TurnOpposite * (1000 - same) / 1000000);
        long people = periods + (pairs * (Companion + (CompanionInCrowd * slot.BusyMs / seen)) / 1000) - turns;
        people = people < 0 ? 0 : people;
        PeopleTenths = ((people * total / idle) + 50) / 100 * factor / FactorOne;

        // Hundredths of a person squared.
        long hidden = periods * (total - idle) / idle;
        long variance = (hidden * total / idle * HiddenPart / 1000) + ((pairs < 0 ? 0 : pairs) * PairPart / 1000)
            + (slot.Turns * TurnPart) + RestPart;
        long site = PeopleTenths * factorError / FactorOne;
        ErrorTenths = Root((variance * factor / FactorOne * factor / FactorOne) + (site * site)
            + (factorError == 0 ? 0 : PeopleTenths * SiteCalibration.MisreadPart / 100));
    }

    // Variance in hundredths of a person squared: of one hidden, one companion, one turn; and what is left.
    private const int HiddenPart = 155, PairPart = 28, TurnPart = 10, RestPart = 4;

    /// <summary>Permille of meetings that are of the same direction, by the passages that could be read.</summary>
    private static long SameDirection(int aToB, int bToA)
    {
        long read = aToB + bToA;
        long share = read == 0 ? 500 : 1000L * aToB / read;
        return ((share * share) + ((1000 - share) * (1000 - share))) / 1000;
    }

    /// <summary>Square root, rounded up.</summary>
    public static long Root(long square)
    {
        long root = 0;
        for (long bit = 1L << 30; bit > 0; bit >>= 1)
        {
            long with = root + bit;
            root = with * with <= square ? with : root;
        }

        return root * root < square ? root + 1 : root;
    }
}
