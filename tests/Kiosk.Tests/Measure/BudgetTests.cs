using System.Text.Json;
using Kiosk.Measure;
using Kiosk.Tests.Architecture.Il;
using Kiosk.Tests.Architecture.Portable;
using Xunit;

namespace Kiosk.Tests.Measure;

/// <summary>The arithmetic behind the budgets, by hand, and the figures of the firmware as it is.</summary>
public class BudgetTests
{
    private const long Drive256K = 262_144, Drive2M = 2_097_152;

    // The day of F-JRN-10: 56 slots of 48 bytes, 96 readings of 40, 24 of health of 48: 7,680 bytes.
    private static readonly SenseLoad Senses =
        new(new RecordLoad(2_688, 56), new RecordLoad(3_840, 96), new RecordLoad(1_152, 24));

    private static readonly JournalLoad Load = new(Senses, 96, 1);

    [Fact]
    [Trait("Requirement", "F-JRN-6")]
    public void Wear_meets_both_measured_coefficients_and_falls_between_and_beyond()
    {
        Assert.Equal(0.0246, BudgetProjection.WearPerCommit(Drive256K), 6);
        Assert.Equal(0.0057, BudgetProjection.WearPerCommit(Drive2M), 6);
        Assert.InRange(BudgetProjection.WearPerCommit(1_048_576), 0.0058, 0.0245);
        Assert.InRange(BudgetProjection.WearPerCommit(3_145_728), 0.0038, 0.0056);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-6")]
    public void The_trace_of_a_busy_day_lasts_ten_years_on_2_megabytes_and_not_on_256_kilobytes()
    {
        // 100,000 / (0.0057 x 2,740) = 6,403 days; 100,000 / (0.0246 x 2,740) = 1,484 days.
        Assert.Equal(17.53, BudgetProjection.Years(Drive2M, BudgetProjection.TraceCommits), 2);
        Assert.Equal(4.06, BudgetProjection.Years(Drive256K, BudgetProjection.TraceCommits), 2);
        Assert.Equal(double.PositiveInfinity, BudgetProjection.Years(Drive2M, 0));
    }

    [Fact]
    [Trait("Requirement", "F-JRN-10")]
    public void Days_of_sales_are_what_the_journal_has_left_beside_its_telemetry()
    {
        BudgetProfile quiet = BudgetProjection.Profiles[0];

        // (1,100,000 - 70 x 7,680) / (150 x 96) = 39.06.
        Assert.Equal(39.06, BudgetProjection.SaleDays(quiet, Load), 2);
        SenseLoad tooMuch = Senses with { Climate = new RecordLoad(15_160, 379) };
        Assert.True(BudgetProjection.SaleDays(quiet, Load with { Senses = tooMuch }) < 0);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-8")]
    public void A_journal_that_fills_keeps_sales_while_the_quota_thins_what_is_beside_them()
    {
        // To 65 % at 65,280 bytes a day, to 75 % with climate by the hour (62,400), to 85 % by the day (61,480), then
        // sales alone (57,600): 10.95 + 1.76 + 1.79 + 2.86 days of 1,100,000 bytes.
        Assert.Equal(17.37, BudgetProjection.SaleDays(BudgetProjection.Profiles[1], Load), 0.1);
        Assert.Equal(33.16, BudgetProjection.SaleDays(BudgetProjection.Profiles[2], Load), 0.2);
    }

    [Fact]
    [Trait("Requirement", "R62")]
    public void Sixty_days_of_a_busy_kiosk_do_not_fit_the_drive_of_8_MB_of_flash()
    {
        BudgetProfile busy = BudgetProjection.Profiles[1];
        Assert.Equal(60 * (7_680 + 57_600), BudgetProjection.OfflineBytes(busy, Load));
        Assert.True(BudgetProjection.OfflineBytes(busy, Load) > busy.JournalBytes);

        // With the gateway there: 288 readings, 96 slots, 96 of health.
        Assert.Equal(480 + 600, BudgetProjection.Commits(busy, Load));
    }

    [Fact]
    public void A_drive_that_is_planned_too_full_has_less_than_nothing_left()
    {
        BudgetProfile small = BudgetProjection.Profiles[0];
        Assert.Equal(112_416, BudgetProjection.Left(small));
        Assert.True(BudgetProjection.Left(small with { DriveBytes = Drive256K }) < 0);
    }

    [Theory]
    [InlineData("Kiosk.Protocol")]
    [InlineData("Kiosk.Fiscal")]
    [InlineData("Kiosk.Drivers")]
    public void Byte_code_is_counted_as_the_guard_counts_it(string assembly) => Assert.Equal(
        CodeSizeRule.Bytes(IlModel.Load(_ => true, assembly)),
        ByteCode.Of(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));

    [Fact]
    [Trait("Requirement", "F-JRN-10")]
    public void The_firmware_keeps_its_budgets_and_the_last_line_is_json()
    {
        var output = new StringWriter();
        int code = BudgetBench.Run(output, TimeProvider.System);
        string[] lines = output.ToString().TrimEnd().Split('\n');
        JsonElement last = JsonDocument.Parse(lines[^1]).RootElement;
        Assert.Equal(4, last.GetProperty("journal").GetArrayLength());
        Assert.InRange(last.GetProperty("sense_day_bytes").GetDouble(), 1_000, 7_700);
        Assert.InRange(last.GetProperty("sale_bytes").GetDouble(), 20, 96);
        Assert.Contains(lines, l => l.StartsWith("till ", StringComparison.Ordinal));
        Assert.True(code == 0 || last.GetProperty("bytes_allocated").GetInt64() > 0, output.ToString());
    }
}
