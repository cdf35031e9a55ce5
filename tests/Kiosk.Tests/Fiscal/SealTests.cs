using System.Security.Cryptography;
using System.Text;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

public class SealTests
{
    private const string VectorText = "0210:320|0550:450|2000:999,1769,20261120101530,K07-T-000001,VENTE,N, ";

    [Fact]
    [Trait("Requirement", "R3")]
    public void The_text_of_a_ticket_begins_with_the_published_vector_byte_for_byte()
    {
        RecordingMac mac = new();
        FiscalChain chain = new(mac, SealKey, "K07");
        chain.SealTicket(VectorTicket(), null, 0, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
        string text = mac.TextsUnder(SealKey)[0];
        Assert.StartsWith(VectorText + ",", text, StringComparison.Ordinal);
        Assert.Equal("7a74a6a8b9c80a007954329166c2dde22f6c0417ebabdf9a2816830a650dcd51",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text[..VectorText.Length]))));
        Assert.EndsWith(",10000,1,+0100,4, ,fmt=1", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R3")]
    public void A_comma_in_a_label_becomes_a_semicolon_in_the_line_detail()
    {
        RecordingMac mac = new();
        new FiscalChain(mac, SealKey, "K07").SealTicket(VectorTicket(), null, 0, Press(), Shop(), out _);
        byte[] published = Encoding.ASCII.GetBytes(RecordDigests.PublishedKey);
        Assert.Equal("1;Le quotidien;1;320;0210;320|2;Jus; orange;1;450;0550;450|3;Carte postale;1;999;2000;999",
            mac.TextsUnder(published)[0]);
    }

    [Fact]
    [Trait("Requirement", "R11")]
    public void The_extract_of_the_vector_is_stable()
    {
        byte[] seal = Convert.FromHexString("7a74a6a8b9c80a007954329166c2dde22f6c0417ebabdf9a2816830a650dcd51");
        byte[] text = new byte[Base64Url.SealLength];
        Assert.Equal(43, Base64Url.Write(seal, 0, 32, text, 0));
        Assert.Equal("enSmqLnICgB5VDKRZsLd4i9sBBfrq9-aKBaDCmUNzVE", Encoding.ASCII.GetString(text));
        byte[] extract = new byte[Base64Url.ExtractLength];
        Base64Url.WriteExtract(seal, extract, 0);
        Assert.Equal("SnVL", Encoding.ASCII.GetString(extract));
    }

    [Fact]
    [Trait("Requirement", "R5")]
    public void The_first_flag_is_rendered_by_profile()
    {
        Assert.Equal("NO", Letters(FirstFlag.PreviousNo));
        Assert.Equal("YN", Letters(FirstFlag.FirstYes));
        Assert.Equal("01", Letters(FirstFlag.Numeric));

        static string Letters(int profile) => $"{FirstFlag.Letter(false, profile)}{FirstFlag.Letter(true, profile)}";
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public void Both_perpetual_totals_and_the_day_move_at_every_ticket()
    {
        FiscalChain chain = NewChain();
        Seal(chain, Ticket(1, VectorWall, TicketLayout.OperationSale, (-1, 1, 1250, 2000)));
        Seal(chain, Ticket(2, VectorWall + 60, TicketLayout.OperationRefund, (-1, -1, 500, 2000)));
        Assert.Equal(750, chain.State.PerpetualSigned);
        Assert.Equal(1750, chain.State.PerpetualAbsolute);
        Assert.Equal(20261120, chain.State.Day);
        Assert.Equal(750, chain.State.DayTotals.Total);
        Seal(chain, Ticket(3, VectorWall + 86400, TicketLayout.OperationSale, (-1, 1, 100, 2000)));
        Assert.Equal(100, chain.State.DayTotals.Total);
        Assert.Equal(1850, chain.State.PerpetualAbsolute);
    }

    [Fact]
    [Trait("Requirement", "R2")]
    public void The_second_ticket_carries_the_seal_of_its_kind_and_that_of_the_whole_journal()
    {
        RecordingMac mac = new();
        FiscalChain chain = new(mac, SealKey, "K07");
        Seal(chain, VectorTicket());
        string first = Convert.ToBase64String(chain.State.TicketSeal).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string total = Convert.ToBase64String(chain.State.TotalSeal).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Seal(chain, VectorTicket(2));
        string text = mac.TextsUnder(SealKey)[2];
        Assert.Contains($",VENTE,O,{first},", text, StringComparison.Ordinal);
        Assert.EndsWith($",{total},fmt=1", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_ticket_of_seventy_two_lines_is_sealed_alike_with_any_split_into_groups()
    {
        var lines = Enumerable.Range(0, 72)
            .Select(i => (Article: i % 3 + 1, Quantity: 1, Price: 100 + i, Rate: 2000)).ToArray();
        byte[] first = SealSplit(lines, 24, 24, 24);
        Assert.Equal(first, SealSplit(lines, 24, 24, 23, 1));
        lines[50].Price++;
        Assert.NotEqual(first, SealSplit(lines, 24, 24, 24));
    }

    [Fact]
    [Trait("Requirement", "R71")]
    public void A_new_software_version_enters_the_seal_by_an_event()
    {
        RecordingMac mac = new();
        FiscalChain chain = new(mac, SealKey, "K07");
        Record change = Event(1, VectorWall, JetCode.SoftwareChange, "");
        change.Values[EventLayout.Argument1] = 10203;
        Assert.Equal(FiscalOutcome.Sealed, chain.SealEvent(change));
        Seal(chain, VectorTicket());
        Assert.Contains(",10203,1,+0100,", mac.TextsUnder(SealKey)[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public void What_is_not_a_ticket_is_refused_and_changes_nothing()
    {
        FiscalChain chain = NewChain();
        Record[] wrong =
        [
            Ticket(1, VectorWall, 0, (1, 1, 320, 0)),
            Ticket(1, VectorWall, 7, (1, 1, 320, 210)),
            Ticket(1, VectorWall, 0, (0, 1, 320, 210)),
            Ticket(1, VectorWall, 0, (1, 1000, 1, 210)),
            Ticket(1, VectorWall, 0, (1, 999, 9_999_999, 210)),
            Ticket(1, VectorWall, 0, Enumerable.Range(1, 13).Select(i => (1, 1, 100, i * 100)).ToArray()),
            Unbalanced(),
        ];
        foreach (Record record in wrong)
        {
            chain.SealTicket(record, null, 0, Press(), Shop(), out int outcome);
            Assert.Equal(FiscalOutcome.Malformed, outcome);
        }

        chain.SealTicket(VectorTicket(), null, 0, new Catalogue(), Shop(), out int version);
        Assert.Equal(FiscalOutcome.WrongVersion, version);
        Assert.Equal(0, chain.State.Tickets);
        Assert.False(chain.State.HasJournal);
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public void Time_never_goes_back_inside_a_chain()
    {
        FiscalChain chain = NewChain();
        Seal(chain, VectorTicket());
        Assert.Equal(FiscalOutcome.TimeBackwards, chain.SealEvent(Event(1, VectorWall - 1, JetCode.Start, "")));
        Assert.Equal(FiscalOutcome.Sealed, chain.SealEvent(Event(1, VectorWall, JetCode.Start, "")));
    }

    private static Record Unbalanced()
    {
        Record record = VectorTicket();
        record.Values[TicketLayout.Tenders + 1]++;
        return record;
    }

    private static void Seal(FiscalChain chain, Record ticket)
    {
        Record[] before = ticket.Values[TicketLayout.Operation] == TicketLayout.OperationSale ? []
            : Refunds(ticket.Values[TicketLayout.Number]);
        chain.SealTicket(ticket, before, before.Length, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
    }

    private static byte[] SealSplit((int Article, int Quantity, int Price, int Rate)[] lines, params int[] sizes)
    {
        Record ticket = Ticket(1, VectorWall, 0, lines[^sizes[^1]..]);
        ticket.Values[TicketLayout.LineCountTotal] = lines.Length;
        ticket.Values[TicketLayout.Tenders + 1] = lines.Sum(l => l.Price);
        List<Record> groups = [];
        int first = 0;
        foreach (int size in sizes[..^1])
        {
            Record group = new();
            group.Reset(RecordKind.LineGroup);
            foreach (long value in new long[] { 1, first, size })
            {
                group.Add(value);
            }

            foreach (var line in lines[first..(first + size)])
            {
                foreach (long value in new long[] { line.Article, 0, line.Quantity, line.Price, line.Rate })
                {
                    group.Add(value);
                }
            }

            groups.Add(group);
            first += size;
        }

        FiscalChain chain = NewChain();
        chain.SealTicket(ticket, groups.ToArray(), groups.Count, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
        return (byte[])chain.LastSeal.Clone();
    }
}
