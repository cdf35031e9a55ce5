namespace Kiosk.Measure;

/// <summary>Journal bytes of one record of each sense; bytes and commits of a day at the default settings.</summary>
/// <param name="Footfall">Bytes of a slot.</param>
/// <param name="Climate">Bytes of a reading.</param>
/// <param name="Health">Bytes of a health record.</param>
/// <param name="DayBytes">Bytes of a day at the default settings.</param>
/// <param name="DayCommits">Commits of that day.</param>
internal readonly record struct SenseLoad(
    double Footfall, double Climate, double Health, double DayBytes, double DayCommits)
{
    /// <summary>Records of a day as the requirement counts them: opening hours, quarters, hours (F-JRN-10).</summary>
    public const int Slots = 56, Readings = 96, Ticks = 24;

    /// <summary>Bytes and commits of such a day.</summary>
    public double RequiredBytes => (Slots * Footfall) + (Readings * Climate) + (Ticks * Health);

    /// <inheritdoc cref="RequiredBytes"/>
    public static int RequiredCommits => Slots + Readings + Ticks;
}

/// <summary>What a kiosk writes: journal bytes and commits of a day without sales, and of one sale.</summary>
/// <param name="TelemetryBytes">Journal bytes of a day of footfall, climate and health.</param>
/// <param name="TelemetryCommits">Journal commits of that day.</param>
/// <param name="SaleBytes">Journal bytes of a sale of three lines.</param>
/// <param name="SaleCommits">Journal commits of a sale.</param>
internal readonly record struct JournalLoad(
    double TelemetryBytes, double TelemetryCommits, double SaleBytes, double SaleCommits);

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

    /// <summary>Share of telemetry that is still kept when the journal fills: hourly climate, no more.</summary>
    public const double ThinnedShare = 0.25;

    private const double FewBlocks = 64, FewWear = 0.0246, ManyBlocks = 512, ManyWear = 0.0057;

    /// <summary>The three kiosks: quiet and busy on 8 MB of flash, busy on 16 MB.</summary>
    public static IReadOnlyList<BudgetProfile> Profiles { get; } =
    [
        new("quiet, 8 MB flash", 2 * 1024 * 1024, 1_100_000, 150, 30, 70),
        new("busy, 8 MB flash", 2 * 1024 * 1024, 1_100_000, 600, 14, 0),
        new("busy, 16 MB flash", 3 * 1024 * 1024, 2_100_000, 600, 30, 0),
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
    /// Days of sales that fit into the journal beside its telemetry: the wanted days of it, or what thinning leaves.
    /// </summary>
    public static double SaleDays(BudgetProfile profile, JournalLoad load)
    {
        double room = profile.JournalBytes;
        double sales = profile.SalesPerDay * load.SaleBytes;
        return profile.TelemetryDaysGoal > 0
            ? (room - (profile.TelemetryDaysGoal * load.TelemetryBytes)) / sales
            : room / (sales + (ThinnedShare * load.TelemetryBytes));
    }

    /// <summary>Commits of a day of a kiosk.</summary>
    public static double Commits(BudgetProfile profile, JournalLoad load) =>
        load.TelemetryCommits + (profile.SalesPerDay * load.SaleCommits);

    /// <summary>Bytes of the days that R62 wants without network, nothing thinned.</summary>
    public static double OfflineBytes(BudgetProfile profile, JournalLoad load) =>
        OfflineDays * (load.TelemetryBytes + (profile.SalesPerDay * load.SaleBytes));
}
