using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Pitfalls of pos.md section 5 that chains, closings and archives can meet, found in what an archive shows anyone:
/// two months of a shop with every kind of record.
/// </summary>
[Trait("Requirement", "pos.md 5")]
public sealed class ArchivePitfalls(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>
{
    // Fields of a text that name the seal before it of its own kind, by nature (ARCHIVE.md).
    private static readonly Dictionary<string, int> Previous = new()
    {
        ["T"] = 6, ["GT"] = 8, ["E"] = 7, ["C"] = 6, ["D"] = 8, ["N"] = 5, ["X"] = 6, ["J"] = 8, ["M"] = 8, ["A"] = 8,
    };

    private string[][] Records => [.. fixture.Made.SelectMany(archive => Rows(archive.File, "enregistrements.csv"))];

    // The ticket command of the queue read there sealed with the last hash of bills; that of tickets nobody read.
    [Fact]
    [Trait("Requirement", "R2")]
    public void Pitfall_5_1_each_record_names_the_seal_before_it_of_its_own_kind_and_of_the_journal()
    {
        Dictionary<string, string> last = [];
        string journal = " ";
        foreach (string[] row in Records)
        {
            (string nature, string text, string seal) = (row[1], row[4], row[5]);
            string[] fields = text.Split(',');
            Assert.Equal(last.GetValueOrDefault(nature, " "), fields[Previous[nature]]);
            last[nature] = seal;
            if (nature != "X")
            {
                Assert.Equal(journal, fields[^2]);
                journal = seal;
            }
        }

        Assert.True(last.Count >= 8, string.Join(' ', last.Keys));
    }

    // Invoices took their number from the counter of payments there.
    [Fact]
    [Trait("Requirement", "R1")]
    public void Pitfall_5_1_no_kind_takes_its_number_from_the_counter_of_another()
    {
        foreach (IGrouping<string, string[]> kind in Records.GroupBy(row => row[1]))
        {
            Assert.Equal(Enumerable.Range(1, kind.Count()), kind.Select(row => Number(row[2])));
        }
    }

    // The month's closing gave out the day's figures there, and was made after they had been cleared.
    [Fact]
    [Trait("Requirement", "R19")]
    public void Pitfall_5_1_a_month_is_the_sum_of_its_days_and_not_its_last_day_again()
    {
        string[][] closings = [.. fixture.Made.SelectMany(archive => Rows(archive.File, "clotures.csv"))];
        string[][] months = [.. closings.Where(row => row[0] == "M")];
        Assert.Equal(["202601", "202602"], months.Select(row => row[3]));
        foreach (string[] month in months)
        {
            string[][] days = [.. closings.Where(row =>
                row[0] == "J" && row[3].StartsWith(month[3], StringComparison.Ordinal))];
            int total = Array.IndexOf(Header(fixture.Made[0].File, "clotures.csv"), "total_ttc");
            Assert.Equal(days.Sum(day => Number(day[total])), Number(month[total]));
            Assert.True(days.Length > 20 && month[total] != days[^1][total] && Number(month[total]) != 0);
        }
    }

    // The archive step there moved its tables out of the folder that was then zipped.
    [Fact]
    [Trait("Requirement", "R28")]
    public void Pitfall_5_1_every_table_lies_in_the_archive_with_the_rows_that_the_manifest_counts()
    {
        foreach (string file in fixture.Made.Select(archive => archive.File))
        {
            Dictionary<string, byte[]> entries = ZipForgery.Read(file).ToDictionary(e => e.Name, e => e.Content);
            JsonArray listed = JsonNode.Parse(entries["manifest.json"])!["files"]!.AsArray();
            string[] tables = [.. listed.Select(f => f!["name"]!.ToString()).Where(name =>
                name.EndsWith(".csv", StringComparison.Ordinal))];
            Assert.Equal(16, tables.Length);
            foreach (JsonNode? table in listed.Where(f => tables.Contains(f!["name"]!.ToString())))
            {
                string name = table!["name"]!.ToString();
                Assert.Equal(table["rows"]!.GetValue<int>(), Rows(file, name).Length);
                Assert.Equal(table["bytes"]!.GetValue<int>(), entries[name].Length);
            }

            Assert.All((string[])["enregistrements.csv", "tickets.csv", "tva.csv", "clotures.csv", "evenements.csv"],
                name => Assert.NotEmpty(Rows(file, name)));
        }
    }

    // The closing there stored a sequence number in the field named last hash.
    [Fact]
    [Trait("Requirement", "R19")]
    public void Pitfall_5_2_the_last_seal_of_a_closing_is_a_seal_and_that_of_its_last_ticket()
    {
        string[][] records = Records;
        string[] names = Header(fixture.Made[0].File, "clotures.csv");
        int checkedOnes = 0;
        foreach (string[] row in fixture.Made.SelectMany(archive => Rows(archive.File, "clotures.csv")))
        {
            foreach (string which in (string[])["premier", "dernier"])
            {
                string number = row[Array.IndexOf(names, which + "_ticket")];
                string[]? ticket = records.FirstOrDefault(r => r[1] == "T" && r[2] == number);
                if (ticket != null)
                {
                    byte[] seal = System.Buffers.Text.Base64Url.DecodeFromChars(ticket[5]);
                    long start = seal.Take(6).Aggregate(0L, (sum, value) => (sum << 8) | value);
                    Assert.Equal(start, long.Parse(
                        row[Array.IndexOf(names, which + "_sceau")], CultureInfo.InvariantCulture));
                    checkedOnes++;
                }
            }
        }

        Assert.True(checkedOnes > 60, $"{checkedOnes} seals were compared");
    }

    // Names and free text cannot be taken out of a chain again: an archive shows codes of operators alone.
    [Fact]
    [Trait("Requirement", "R27")]
    public void Pitfall_5_9_an_archive_names_operators_by_codes_and_customers_not_at_all()
    {
        foreach (string table in (string[])["tickets.csv", "evenements.csv", "caisse.csv", "duplicatas.csv"])
        {
            string[] names = Header(fixture.Made[0].File, table);
            Assert.DoesNotContain(names, name => name.Contains("client", StringComparison.Ordinal)
                || name.Contains("nom", StringComparison.Ordinal) || name.Contains("mail", StringComparison.Ordinal));
            int at = Array.IndexOf(names, "operateur");
            Assert.All(Rows(fixture.Made[0].File, table), row => Assert.InRange(Number(row[at]), 0, 99));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Header(string zip, string table) => Lines(zip, table)[0].TrimStart('\uFEFF').Split(';');

    private static string[][] Rows(string zip, string table) =>
        [.. Lines(zip, table).Skip(1).Select(Cells)];

    private static string[] Lines(string zip, string table) => Encoding.UTF8.GetString(
        ZipForgery.Read(zip).First(entry => entry.Name == table).Content)
        .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    // Cells in quotes are texts of events and labels; none of them holds a line's end here.
    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        foreach (char letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ';' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
