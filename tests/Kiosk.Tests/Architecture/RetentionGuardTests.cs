using Kiosk.Ledger;
using Kiosk.Tests.Ledger;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Architecture;

/// <summary>No table of the ledger is without a limit that is written down (city.md 3.11).</summary>
public sealed class RetentionGuardTests
{
    private const string Sound = """
        ## Tables

        | `hour` | device | hours |
        | `log` | row | looks |

        ## Retention

        | `hour` | 90 days, `HourDaysMax` | our choice |
        | `log` | 16 MiB, 10,000 rows, `LogBytesMax`, `LogRowsMax` | the oldest goes first |

        """;

    [Fact]
    public void Every_table_of_a_new_file_has_its_line_and_its_limit()
    {
        using var bench = new LedgerBench();
        using var file = new SqliteConnection("Pooling=false;Data Source=" + bench.Options.DatabasePath);
        file.Open();
        using SqliteCommand command = file.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'";
        using SqliteDataReader rows = command.ExecuteReader();
        var tables = new List<string>();
        while (rows.Read())
        {
            tables.Add(rows.GetString(0));
        }

        Assert.InRange(tables.Count, 20, 60);
        Assert.Empty(RetentionGuard.Check(tables, Repository.Read("gateway/Ledger/STORE.md"), name =>
            typeof(LedgerOptions).GetProperty(name)?.GetValue(new LedgerOptions()) is { } value
                ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    [Fact]
    public void A_sound_page_is_no_complaint() => Assert.Empty(Complaints(Sound));

    [Theory]
    [InlineData("| `hour` | 90", "| `hours` | 90", "hour: no limit under Retention", "hours: no such table")]
    [InlineData("| `hour` | device", "| `minute` | device", "hour: not under Tables", "minute: no such table")]
    [InlineData("90 days", "91 days", "HourDaysMax: the default is 90, the line says 91 days, `HourDaysMax`")]
    [InlineData("10,000", "10,001",
        "LogRowsMax: the default is 10000, the line says 16 MiB, 10,001 rows, `LogBytesMax`, `LogRowsMax`")]
    [InlineData("`HourDaysMax`", "`DayHoursMax`", "DayHoursMax: no such option")]
    [InlineData("90 days, `HourDaysMax`", "long", "hour: no limit that one can check")]
    [InlineData("| `log` | 16", "| `log`, `hour` | 16", "hour: two limits")]
    [InlineData("## Retention", "## Keeping", "hour: no limit under Retention", "log: no limit under Retention")]
    public void A_table_without_a_limit_and_a_limit_that_is_not_the_options_are_complaints(
        string part, string other, params string[] complaints)
    {
        Assert.Contains(part, Sound, StringComparison.Ordinal);
        Assert.Equal(complaints, Complaints(Sound.Replace(part, other, StringComparison.Ordinal)));
    }

    private static List<string> Complaints(string document) => RetentionGuard.Check(["hour", "log"], document,
        name => name switch
        {
            "HourDaysMax" => 90,
            "LogBytesMax" => 16 * 1024 * 1024,
            "LogRowsMax" => 10_000,
            _ => null,
        });
}
