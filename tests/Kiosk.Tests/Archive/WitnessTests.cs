using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Fiscal;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Paper;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Fiscal;
using Kiosk.Tests.Paper;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: what was published stays; heads in three places agree (pos.md R8, R9, R30, R74).</summary>
public sealed class WitnessTests
{
    // R9: rebuild list from archive: equal.
    [Fact]
    [Trait("Requirement", "R9")]
    public void The_witness_list_is_rebuilt_from_archives()
    {
        using var shop = new ShopBench(seed: 5);
        for (int day = 0; day < 33; day++)
        {
            shop.Live(days: 1, salesPerDay: 3);
            Assert.NotNull(shop.Ledger.Archives.PublishWitness((_, error) => throw error));
            Assert.Null(shop.Ledger.Archives.PublishWitness((_, error) => throw error));
        }

        IReadOnlyList<ArchiveInfo> made = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true);
        JsonNode[] links = [.. Links(made[0].File)];
        IReadOnlyList<WitnessEntry> list = shop.Ledger.Archives.WitnessList();
        string previous = "";
        foreach (WitnessEntry entry in list)
        {
            Assert.Equal(previous, entry.Previous);
            previous = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(entry.Jws)));
            PublicHead head = Assert.Single(entry.Heads);
            JsonNode? link = links.LastOrDefault(l =>
                string.CompareOrdinal(l["list"]!.GetValue<string>(), entry.List) <= 0);
            if (link!["last"]!.GetValue<long>() < links[^1]["last"]!.GetValue<long>())
            {
                Assert.Equal(
                    (link["last"]!.GetValue<long>(), link["head"]!.GetValue<string>()), (head.Counter, head.Head));
            }
        }

        Assert.Equal(33, list.Count);
        string text = string.Concat(list.Select(e => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(
            e.Jws.Split('.')[1]))));
        Assert.DoesNotContain("cents", text, StringComparison.Ordinal);
    }

    // R9: whoever kept the list finds out a gateway that made everything anew under its own key.
    [Fact]
    [Trait("Requirement", "R9")]
    public void A_kept_witness_list_is_held_against_the_archives()
    {
        using var shop = new ShopBench(seed: 5);
        for (int day = 0; day < 33; day++)
        {
            shop.Live(days: 1, salesPerDay: 3);
            shop.Ledger.Archives.PublishWitness((_, error) => throw error);
        }

        string file = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0].File;
        List<string> kept = [.. shop.Ledger.Archives.WitnessList().Select(entry => entry.Jws)];
        (string told, (int Entries, int Compared, int Beyond) seen) = Hold(file, kept);
        Assert.Equal(("", 33), (told, seen.Entries));
        Assert.Equal(33, seen.Compared + seen.Beyond);
        Assert.True(seen.Compared >= 28 && seen.Beyond >= 1, $"{seen}");

        Assert.Contains("does not follow 2026-01-04", Hold(file, [.. kept.Take(2), .. kept.Skip(3)]).Told,
            StringComparison.Ordinal);
        Assert.Contains("does not come after", Hold(file, [kept[5], kept[4]]).Told, StringComparison.Ordinal);
        string cut = kept[3][..^8] + "AAAAAAAA";
        Assert.Contains("JWS", Hold(file, [cut]).Told, StringComparison.Ordinal);
        using var forger = new Resigner();
        Assert.Contains("JWS", Hold(file, [forger.Sign("kiosk-witness", "{}"u8)]).Told, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R9")]
    public void Archives_made_anew_by_the_gateway_itself_do_not_have_the_heads_that_were_published()
    {
        using var shop = new ShopBench(seed: 5);
        shop.Live(days: 33, salesPerDay: 3);
        string file = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0].File;
        using var forger = new Resigner();
        byte[] anew = ZipForgery.Write(forger.Entries(file));
        JsonNode first = Links(file).First();
        string published = forger.Sign("kiosk-witness", Encoding.UTF8.GetBytes(new JsonObject
        {
            ["list"] = "2026-01-03", ["previous"] = "", ["heads"] = new JsonArray(new JsonObject
            {
                ["terminal"] = ShopBench.Terminal, ["counter"] = first["last"]!.GetValue<long>(),
                ["head"] = Base64Url.EncodeToString(new byte[32]),
            }),
        }.ToJsonString()));
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(file), anew);
        verifier.Finish();
        int before = verifier.Findings.Count;
        verifier.Witness("list.json", Encoding.UTF8.GetBytes(new JsonArray(published).ToJsonString()));
        Assert.Contains(verifier.Findings.Skip(before), finding => finding.File == "2026-01-03"
            && finding.Sentence.Contains("another head than was published", StringComparison.Ordinal));
    }

    // A gateway that was set back to an older copy and goes on otherwise, seen in the list alone.
    [Theory]
    [Trait("Requirement", "R9")]
    [InlineData(9, "B", 5, "A", "the head goes back to rank 5, in 2026-01-03 it stood at 9")]
    [InlineData(9, "B", 9, "C", "at rank 9 another head was published in 2026-01-03")]
    [InlineData(9, "B", 9, "B", "")]
    [InlineData(9, "B", 12, "C", "")]
    public void A_head_that_goes_back_or_changes_at_its_rank_is_named_without_an_archive_of_it(
        int rank, string head, int next, string other, string told)
    {
        using var shop = new ShopBench(seed: 5);
        shop.Live(days: 33, salesPerDay: 1);
        string file = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0].File;
        using var forger = new Resigner();
        string Entry(string day, string previous, int counter, string hash) => forger.Sign("kiosk-witness",
            Encoding.UTF8.GetBytes($$"""
                {"list":"{{day}}","previous":"{{previous}}",
                "heads":[{"terminal":"K99","counter":{{counter}},"head":"{{hash}}"}]}
                """));
        string first = Entry("2026-01-03", "", rank, head);
        string digest = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(first)));
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(file), ZipForgery.Write(forger.Entries(file)));
        var list = new JsonArray(first, Entry("2026-01-04", digest, next, other));
        (int, int Compared, int Beyond) seen = verifier.Witness(
            "list.json", Encoding.UTF8.GetBytes(list.ToJsonString()));
        Assert.Equal((0, 2), (seen.Compared, seen.Beyond));
        Assert.Equal(told, string.Join('|', verifier.Findings.Select(finding => finding.Sentence)));
    }

    // kiosk witness: what is kept goes on where it ended, and tells when the gateway's entry of that day is another.
    [Fact]
    [Trait("Requirement", "R9")]
    public void A_list_that_is_kept_goes_on_and_tells_what_was_made_anew()
    {
        using var shop = new ShopBench(seed: 5);
        for (int day = 0; day < 6; day++)
        {
            shop.Live(days: 1, salesPerDay: 1);
            shop.Ledger.Archives.PublishWitness((_, error) => throw error);
        }

        JsonArray Page(string from, int most) => new([.. shop.Ledger.Archives.WitnessList(from).Take(most).Select(
            entry => (JsonNode)new JsonObject { ["list"] = entry.List, ["jws"] = entry.Jws })]);
        var kept = new JsonArray();
        Assert.Equal(4, Kiosk.Provision.ProofCommands.Add(kept, Page("", 4)));
        Assert.Equal(2, Kiosk.Provision.ProofCommands.Add(kept, Page(kept[^1]!["list"]!.GetValue<string>(), 9)));
        Assert.Equal(0, Kiosk.Provision.ProofCommands.Add(kept, Page(kept[^1]!["list"]!.GetValue<string>(), 9)));
        Assert.Equal(shop.Ledger.Archives.WitnessList().Select(entry => entry.Jws),
            kept.Select(entry => entry!["jws"]!.GetValue<string>()));
        Assert.Equal(-1, Kiosk.Provision.ProofCommands.Add(kept, []));
        Assert.Equal(-1, Kiosk.Provision.ProofCommands.Add(kept, Page("", 1)));
        Assert.Equal(6, kept.Count);
    }

    [Theory]
    [InlineData("{", "no witness list")]
    [InlineData("{}", "no witness list")]
    [InlineData("[7, null, \"a.b.c\"]", "JWS")]
    [Trait("Requirement", "R9")]
    public void What_is_no_witness_list_is_named_and_throws_nothing(string json, string told)
    {
        using var verifier = new ArchiveVerifier([]);
        verifier.Witness("list.json", Encoding.UTF8.GetBytes(json));
        Assert.NotEmpty(verifier.Findings);
        Assert.All(verifier.Findings, found => Assert.Contains(told, found.Sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("no JSON")]
    [InlineData("[{\"heads\":[1]}]")]
    [Trait("Requirement", "R9")]
    public void A_signed_entry_that_holds_something_else_is_named_and_throws_nothing(string payload)
    {
        using var shop = new ShopBench(seed: 5);
        shop.Live(days: 33, salesPerDay: 1);
        string file = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0].File;
        using var forger = new Resigner();
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(file), ZipForgery.Write(forger.Entries(file)));
        int before = verifier.Findings.Count;
        string jws = forger.Sign("kiosk-witness", Encoding.UTF8.GetBytes(payload));
        verifier.Witness("list.json", Encoding.UTF8.GetBytes(new JsonArray(jws).ToJsonString()));
        Assert.Equal("not JSON", Assert.Single(verifier.Findings.Skip(before)).Sentence);
    }

    private static (string Told, (int Entries, int Compared, int Beyond) Seen) Hold(string file, List<string> list)
    {
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        verifier.Finish();
        var array = new JsonArray([.. list.Select(jws => (JsonNode)new JsonObject { ["jws"] = jws })]);
        (int, int, int) seen = verifier.Witness("list.json", Encoding.UTF8.GetBytes(array.ToJsonString()));
        return (string.Join(" | ", verifier.Findings), seen);
    }

    [Fact]
    [Trait("Requirement", "R8")]
    public void A_printed_Z_is_compared_and_the_difference_is_named()
    {
        using var shop = new ShopBench(seed: 6);
        shop.Live(days: 3, salesPerDay: 3);
        string extract = PaperOfLastDay(shop);
        ArchiveOffice office = shop.Ledger.Archives;
        Assert.True(office.ComparePaper(ShopBench.Terminal, 4, extract).Matches);
        Assert.Empty(shop.Ledger.Alarms());
        HeadComparison ahead = office.ComparePaper(ShopBench.Terminal, 6, extract);
        Assert.Equal((false, 2), (ahead.Matches, ahead.Missing));
        Assert.False(office.ComparePaper(ShopBench.Terminal, 2, extract).Matches);
        Alarm alarm = Assert.Single(shop.Ledger.Alarms());
        Assert.Equal((AlarmKind.HeadMismatch, 2L), (alarm.Kind, alarm.Count));
    }

    [Fact]
    [Trait("Requirement", "R8")]
    public void What_the_board_found_at_boot_raises_an_alarm_with_n()
    {
        using var shop = new ShopBench(seed: 6);
        Record found = FiscalSamples.Event(
            shop.Next(ChainKind.E), shop.Now, JetCode.IntegrityFailure, "");
        found.Values[EventLayout.Argument1] = 4;
        shop.Send(new Entry(found, []));
        shop.Flush();
        shop.Ledger.Archives.CounterSeal();
        Assert.Contains("n=4", Assert.Single(shop.Ledger.Alarms()).Detail, StringComparison.Ordinal);
    }

    // The extract as a reader of the Z finds it on the paper.
    private static string PaperOfLastDay(ShopBench shop)
    {
        var closing = new Record();
        closing.Reset(RecordKind.Closing);
        closing.WallSeconds = shop.Now;
        shop.Send(new Entry(FiscalSamples.Cash(shop.Next(ChainKind.C), shop.Now, CashLayout.TypeFloat, 10_000), []));
        Assert.True(shop.Chain.Figures.Fill(closing, shop.Chain.State, ClosingLayout.Day, 0, 0));
        shop.Send(new Entry(closing, []));
        var report = new ZReport();
        report.Take(closing, shop.Chain.State);
        shop.Send(new Entry(FiscalSamples.Event(
            shop.Next(ChainKind.E), shop.Now, JetCode.DayMonthClosing, ""), []));
        shop.Flush();
        var bench = new PaperBench();
        bench.Receipts.Start(report, bench.Settings, FiscalVersion.Number, 0);
        bench.Finish();
        return EscPosText.Read(bench.Bytes).Split("Extrait ")[1][..4];
    }

    // R64: a spare board starts its own chain; both stay archived.
    [Fact]
    [Trait("Requirement", "R64")]
    public void A_board_that_replaces_another_has_archives_of_its_own()
    {
        using var shop = new ShopBench(seed: 6);
        shop.Live(days: 31, salesPerDay: 2);
        shop.Ledger.Registry.Revoke(1007);
        DeviceEnrolment spare = shop.Ledger.Registry.AddDevice(ShopBench.Terminal, 2007);
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(40, 0);
        var settings = new Settings();
        shop.Ledger.Registry.PushCatalogue(spare.Number, catalogue);
        shop.Ledger.Registry.PushSettings(spare.Number, settings);
        var kiosk = new SyntheticKiosk(
            spare.Number, ShopBench.Terminal, spare.Secret, catalogue, settings, shop.Now, seed: 1);
        shop.Ledger.SubmitNow([new InboundFrame(spare.Number, kiosk.Frame(kiosk.Ticket(1), kiosk.Ticket(2)))]);
        ArchiveOffice office = shop.Ledger.Archives;
        Assert.Equal(["K07", "K07.2007"], office.Terminals());
        string first = office.MakeDue("K07", complete: true)[0].File;
        // Its month is running: what is still to come would slide into the next month's archive.
        LedgerException early = Assert.Throws<LedgerException>(() => office.MakeMonth("K07.2007", 202602));
        Assert.Contains("closing", early.Message, StringComparison.Ordinal);
        Assert.Empty(office.List("K07.2007"));
        shop.Ledger.Registry.Revoke(spare.Number);
        ArchiveInfo second = office.MakeMonth("K07.2007", 202602);
        Assert.Equal((1L, 4L), (second.Number, second.Records));
        Assert.Empty(ShopBench.Verify([first, second.File]).Findings);
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public void Lines_are_purged_only_when_a_verified_copy_is_confirmed()
    {
        using var shop = new ShopBench(seed: 4, from: new(2026, 12, 30, 8, 0, 0, TimeSpan.Zero));
        shop.Live(days: 3, salesPerDay: 4);
        ArchiveOffice office = shop.Ledger.Archives;
        IReadOnlyList<ArchiveInfo> made = office.MakeDue(ShopBench.Terminal, complete: true);
        Assert.Equal([ArchiveLevel.Month, ArchiveLevel.Year], made.Select(archive => archive.Level));
        ArchiveInfo year = made[1];
        Assert.Throws<LedgerException>(() => office.Purge(ShopBench.Terminal, made[0].Number));
        Assert.Throws<LedgerException>(() => office.Purge(ShopBench.Terminal, year.Number));
        Assert.Throws<LedgerException>(() => office.Confirm(ShopBench.Terminal, year.Number, new string('0', 64)));
        Assert.Empty(ShopBench.Verify([year.File]).Findings);
        office.Confirm(ShopBench.Terminal, year.Number, year.Sha256);
        long before = shop.Ledger.Audit().Frames;
        string purge = office.Purge(ShopBench.Terminal, year.Number);
        Assert.True(shop.Ledger.Audit().Frames < before);
        Assert.Throws<LedgerException>(() => office.Purge(ShopBench.Terminal, year.Number));

        // Sales go on, the next archive carries the record of the purge, closings and sums are still there.
        shop.Reopen();
        shop.Live(days: 31, salesPerDay: 2);
        ArchiveInfo next = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0];
        Assert.Contains(purge, ZipForgery.Read(next.File).Where(e => e.Name == "archive.json")
            .Select(e => JsonNode.Parse(e.Content)!["purges"]![0]!.GetValue<string>()));
        Assert.Empty(ShopBench.Verify([year.File, next.File]).Findings);
        Assert.NotEmpty(shop.Ledger.Archives.DayRates(ShopBench.Terminal, 20261230, 20261231));
        Assert.Empty(shop.Ledger.Alarms());
    }

    private static IEnumerable<JsonNode> Links(string file) => JsonNode.Parse(
            ZipForgery.Read(file).First(entry => entry.Name == "archive.json").Content)!["links"]!.AsArray()
        .Select(link => JsonNode.Parse(Base64Url.DecodeFromChars(link!.GetValue<string>().Split('.')[1]))!);
}
