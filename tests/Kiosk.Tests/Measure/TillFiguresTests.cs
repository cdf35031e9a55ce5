using System.Text.Json.Nodes;
using Kiosk.Measure;

namespace Kiosk.Tests.Measure;

/// <summary>Goal: what the till bench prints is what its sales say, and a goal missed once is a goal missed.</summary>
public class TillFiguresTests
{
    private static readonly TillSale Good = new(9, 0, 1, 3, 20, 1, 1, 1);

    [Fact]
    public void The_JSON_has_every_promised_key()
    {
        JsonObject json = TillFigures.Json([Good, Good with { Microseconds = 30.26 }, Good with { Microseconds = 40 }]);
        Assert.Equal(
            """{"sales":3,"steps_per_sale":9,"steps_per_sale_worst":9,"bytes_allocated":0,"journal_commits":1,"""
            + "\"journal_commits_worst\":1,\"basket_snapshots\":3,\"sale_us\":20,\"sale_us_median\":30.3,"
            + "\"key_to_lcd_steps\":1,\"scan_to_line_steps\":1,\"tender_to_drawer_steps\":1,\"goals_met\":true}",
            json.ToJsonString());
    }

    [Fact]
    public void One_sale_that_allocates_or_commits_too_often_misses_the_goals()
    {
        Assert.False(Met([Good, Good, Good with { Bytes = 24 }]));
        Assert.False(Met([Good, Good, Good with { Commits = 3 }]));
        Assert.True(Met([Good, Good with { Commits = 2 }]));
    }

    [Fact]
    public void The_table_names_each_figure_once()
    {
        string[] table = [.. TillFigures.Table([Good])];
        Assert.Equal(9, table.Length);
        Assert.Contains("tender to drawer", table[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sale_is_shown_at_the_next_step_and_sealed_in_at_most_two_commits()
    {
        TillSale sale = TillBench.Measure(TimeProvider.System, warmUp: 2, sales: 3)[^1];
        Assert.Equal((1, 1, 1), (sale.KeyToLcd, sale.ScanToLine, sale.TenderToDrawer));
        Assert.InRange(sale.Commits, 1, TillFigures.CommitsGoal);
        Assert.InRange(sale.Snapshots, 1, 3);
        Assert.InRange(sale.Steps, 4, 60);
    }

    private static bool Met(TillSale[] sales) => (bool)TillFigures.Json(sales)["goals_met"]!;
}
