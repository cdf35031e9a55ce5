using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>What one sense writes on a day without the gateway.</summary>
/// <param name="Bytes">Journal bytes.</param>
/// <param name="Records">Records, each a commit.</param>
internal readonly record struct RecordLoad(double Bytes, double Records)
{
    /// <summary>Bytes of one record.</summary>
    public double Each => Bytes / Records;
}

/// <summary>What the senses write on a day without the gateway, as the firmware thins it (F-JRN-8).</summary>
/// <param name="Footfall">Slots; quiet quarters of the night share a record.</param>
/// <param name="Climate">Readings.</param>
/// <param name="Health">Health, and what else the house writes.</param>
internal readonly record struct SenseLoad(RecordLoad Footfall, RecordLoad Climate, RecordLoad Health)
{
    /// <summary>Bytes of a day that the requirement allows (F-JRN-10).</summary>
    public const double DayBytesMax = 7_700;

    /// <summary>Bytes of that day.</summary>
    public double DayBytes => Footfall.Bytes + Climate.Bytes + Health.Bytes;

    /// <summary>Commits of that day.</summary>
    public double DayCommits => Footfall.Records + Climate.Records + Health.Records;

    /// <summary>Commits of a day on which the gateway answers, at the default settings: more, but none stays.</summary>
    public static double LiveCommits
    {
        get
        {
            var settings = new Protocol.Settings();
            return (DaySeconds / settings.ClimateSeconds) + (DaySeconds / settings.HealthSeconds)
                + (DaySeconds / Protocol.FootfallLayout.SlotSeconds);
        }
    }

    private const double DaySeconds = 86_400;
}

/// <summary>What a kiosk writes.</summary>
/// <param name="Senses">Its senses on a day without the gateway.</param>
/// <param name="SaleBytes">Journal bytes of a sale of three lines.</param>
/// <param name="SaleCommits">Journal commits of a sale.</param>
internal readonly record struct JournalLoad(SenseLoad Senses, double SaleBytes, double SaleCommits);

/// <summary>A kiosk to project for: its flash and its trade.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="DriveBytes">Bytes of the internal drive.</param>
/// <param name="JournalBytes">Bytes of it that the journal has.</param>
/// <param name="SalesPerDay">Sales of a day.</param>
/// <param name="SaleDaysGoal">Days without network that its sales must fit (F-JRN-10).</param>
/// <param name="TelemetryDaysGoal">Days of telemetry that must fit beside them; 0 when it is thinned.</param>
internal readonly record struct BudgetProfile(
    string Name, long DriveBytes, long JournalBytes, int SalesPerDay, int SaleDaysGoal, int TelemetryDaysGoal);

/// <summary>
/// Arithmetic of capacity and wear (F-JRN-6, F-JRN-10, R62) from the measured coefficients of littlefs: erases of the
/// worst block per commit to a segment, on 64 blocks and on 512. Between and beyond, wear goes with the power of the
/// number of blocks that the two give. Pure functions.
/// </summary>
internal static class BudgetProjection
{
    /// <summary>Bytes of a block; erases that a block stands; years wanted; days that R62 wants offline.</summary>
    public const int BlockBytes = 4096, ErasesMax = 100_000, YearsGoal = 10, OfflineDays = 60;

    /// <summary>Bytes on the drive beside the journal: two application slots, identity and settings, spare.</summary>
    public const long SlotBytes = 2 * 384 * 1024, IdentityBytes = 32 * 1024, SpareBytes = 64 * 1024;

    /// <summary>Journal commits of the day of F-JRN-6: sales, counts, environment, health ticks.</summary>
    public const int TraceCommits = 600 + 300 + 400 + 1440;

    private const long QuarterMs = 900_000;
    private const int QuartersPerDay = 96;
    private const double FewBlocks = 64, FewWear = 0.0246, ManyBlocks = 512, ManyWear = 0.0057;

    /// <summary>Quiet and busy on 8 MB of flash; busy and the rate of R62 on 16 MB.</summary>
    public static IReadOnlyList<BudgetProfile> Profiles { get; } =
    [
        new("quiet, 8 MB flash", 2 * 1024 * 1024, 1_100_000, 150, 30, 70),
        new("busy, 8 MB flash", 2 * 1024 * 1024, 1_100_000, 600, 14, 0),
        new("busy, 16 MB flash", 3 * 1024 * 1024, 2_100_000, 600, 30, 0),
        new("R62, 16 MB flash", 3 * 1024 * 1024, 2_100_000, 400, OfflineDays, 0),
    ];

    /// <summary>Bytes of the drive that nothing is planned for; negative when too much is planned.</summary>
    public static long Left(BudgetProfile profile) =>
        profile.DriveBytes - profile.JournalBytes - SlotBytes - IdentityBytes - SpareBytes;

    /// <summary>Erases of the worst block per commit to a segment, on a drive of so many bytes.</summary>
    public static double WearPerCommit(long driveBytes)
    {
        double power = Math.Log(ManyWear / FewWear) / Math.Log(ManyBlocks / FewBlocks);
        return FewWear * Math.Pow(driveBytes / (double)BlockBytes / FewBlocks, power);
    }

    /// <summary>Years until the worst block is worn, at so many commits a day.</summary>
    public static double Years(long driveBytes, double commitsPerDay) =>
        commitsPerDay <= 0 ? double.PositiveInfinity
            : ErasesMax / (WearPerCommit(driveBytes) * commitsPerDay) / 365.25;

    /// <summary>
    /// Days of sales that fit into the journal beside its telemetry: the wanted days of it, or what is left of it as
    /// the journal's own quota thins it.
    /// </summary>
    public static double SaleDays(BudgetProfile profile, JournalLoad load) => profile.TelemetryDaysGoal > 0
        ? (profile.JournalBytes - (profile.TelemetryDaysGoal * load.Senses.DayBytes))
            / (profile.SalesPerDay * load.SaleBytes)
        : DaysUntilFull(profile, load);

    private static double DaysUntilFull(BudgetProfile profile, JournalLoad load)
    {
        var quota = new JournalQuota((int)profile.JournalBytes);
        double used = 0;
        int quarter = 0;
        for (; used < profile.JournalBytes; quarter++)
        {
            long nowMs = quarter * QuarterMs;
            used += Written(quota, RecordKind.FootfallSlot, load.Senses.Footfall, used, nowMs);
            used += Written(quota, RecordKind.ClimateReading, load.Senses.Climate, used, nowMs);
            used += Written(quota, RecordKind.Health, load.Senses.Health, used, nowMs);
            used += profile.SalesPerDay * load.SaleBytes / QuartersPerDay;
        }

        return (quarter - 1) / (double)QuartersPerDay;
    }

    // Footfall and health are spread over the day; a reading is written when the quota wants one.
    private static double Written(JournalQuota quota, int kind, RecordLoad load, double used, long nowMs)
    {
        if (!quota.Admits(kind, (int)used, nowMs))
        {
            return 0;
        }

        quota.Stored(kind, nowMs);
        return kind == RecordKind.ClimateReading ? load.Each : load.Bytes / QuartersPerDay;
    }

    /// <summary>Commits of a day of a kiosk whose gateway answers: more than on a day without it.</summary>
    public static double Commits(BudgetProfile profile, JournalLoad load) =>
        SenseLoad.LiveCommits + (profile.SalesPerDay * load.SaleCommits);

    /// <summary>Bytes of the days that R62 wants without network, nothing thinned.</summary>
    public static double OfflineBytes(BudgetProfile profile, JournalLoad load) =>
        OfflineDays * (load.Senses.DayBytes + (profile.SalesPerDay * load.SaleBytes));
}
