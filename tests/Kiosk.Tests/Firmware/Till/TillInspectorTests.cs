using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Provision;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Inspector mode at the till itself, without the gateway (pos.md R31).</summary>
[Trait("Requirement", "R31")]
public class TillInspectorTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private static readonly int[] OnDrive = [Key.Function, 4, 4];
    private static readonly int[] OnPaper = [Key.Function, 4, 5];
    private readonly TillBench _bench = new(segments: 60);

    [Fact]
    public void Three_keys_copy_tickets_closings_and_the_technical_journal_of_the_day_onto_the_drive()
    {
        Morning();
        int before = _bench.KeysPressed;
        _bench.Press(OnDrive);
        Assert.Equal(3, _bench.KeysPressed - before);
        _bench.Print();
        Assert.StartsWith("copie pour contrôle", _bench.Line(1), StringComparison.Ordinal);
        string[] lines = Text().Split('\n');
        Assert.Equal("KIOSK CONTROLE 1", lines[0]);
        Assert.Contains("perpetuel 450", lines);
        Assert.Equal(3, lines.Count(l => l.StartsWith("T;", StringComparison.Ordinal)));
        Assert.Single(lines, l => l.StartsWith("J;", StringComparison.Ordinal));
        Assert.Equal(_bench.EventCodes().Count() - 1, lines.Count(l => l.StartsWith("E;", StringComparison.Ordinal)));
        Assert.Single(lines, l => l.StartsWith("C;", StringComparison.Ordinal));
        ControlFile read = ControlFile.Read([Bytes()]);
        Assert.Empty(read.Faults);
        Assert.Equal("", read.Note);
        Assert.True(read.IsWhole);
        Assert.Equal(3, read.Tickets);
    }

    [Fact]
    public void Nothing_but_the_sealed_event_of_the_copy_is_added_and_it_names_the_range()
    {
        Morning();
        long sequence = _bench.Journal.NextSequence;
        _bench.Press(OnDrive);
        _bench.Print();
        Record[] added = [.. _bench.Records().Where(r => r.Sequence >= sequence)];
        Record copy = Assert.Single(added);
        Assert.True(copy.Sealed);
        Assert.Equal([JetCode.InspectorExport, 0L, 1L, sequence - 1], copy.Values[EventLayout.Code..5]);
        Assert.Equal(450, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    public void A_month_and_a_day_are_asked_for_by_their_digits()
    {
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + (20 * 86_400));
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash, A2, Key.Cash);
        Assert.Equal(2, Tickets(0));
        Assert.Equal(1, Tickets(2611));
        Assert.Equal(1, Tickets(261120));
        Assert.Equal(0, Tickets(261121));
        Assert.Equal(3, Tickets(31));
    }

    [Fact]
    public void The_copy_takes_a_few_records_per_step_and_the_till_sells_meanwhile()
    {
        for (int i = 0; i < 40; i++)
        {
            _bench.Press(A1, Key.Cash);
        }

        _bench.Press(OnDrive);
        Assert.StartsWith("copie en cours", _bench.Line(1), StringComparison.Ordinal);
        int length = _bench.Drive.Length(DriveFiles.Export);
        _bench.Step();
        Assert.InRange(_bench.Drive.Length(DriveFiles.Export) - length, 1, InspectionDesk.RecordsPerStep * 400);
        _bench.Press(A2, Key.Cash);
        Assert.Equal(41, _bench.Till.LastTicketNumber);
        _bench.Print();
        ControlFile read = ControlFile.Read([Bytes()]);
        Assert.Empty(read.Faults);
        Assert.Equal(40, read.Tickets);
    }

    [Fact]
    public void A_copy_that_would_be_too_large_ends_whole_lines_early_and_says_so()
    {
        for (int i = 0; i < 700; i++)
        {
            _bench.Press(A1, Key.Cash);
        }

        _bench.Press(OnDrive);
        _bench.Print();
        Assert.StartsWith("copie incomplète", _bench.Line(1), StringComparison.Ordinal);
        Assert.InRange(Bytes().Length, InspectionDesk.BytesMax * 3 / 4, InspectionDesk.BytesMax);
        ControlFile read = ControlFile.Read([Bytes()]);
        Assert.Empty(read.Faults);
        Assert.False(read.IsWhole);
        string[] end = Text().Split('\n')[^3].Split(';');
        Assert.Equal(["F", "0"], [end[0], end[4]]);
        Assert.Equal($"EXTRAIT : fichier plein. Il va de la séquence {end[2]} à {end[3]} ; la suite, jusqu'à "
            + $"{_bench.Journal.NextSequence - 2}, se trouve sur une copie de période plus courte (44), "
            + "sur carte mémoire (49) ou dans les archives de la ville.", read.Note);
    }

    [Fact]
    public void The_same_copy_comes_as_pages_of_QR_codes_whose_texts_are_the_file()
    {
        Morning();
        _bench.Print();
        _bench.Printer.Tear();
        _bench.Press(OnPaper);
        for (int i = 0; i < 5; i++)
        {
            _bench.Print();
        }

        string paper = Encoding.Latin1.GetString(_bench.Printer.Paper, 0, _bench.Printer.Length);
        byte[][] pages = [.. Codes(paper).Select(Encoding.Latin1.GetBytes)];
        Assert.True(pages.Length > 2);
        Assert.All(pages, p => Assert.InRange(p.Length, 1, QrTable.BytesMax));
        string joined = string.Concat(pages.Select(p => Encoding.Latin1.GetString(p).Split('/', 5)[4]));
        Assert.Equal(Text(), joined);
        ControlFile read = ControlFile.Read([.. pages.Reverse()]);
        Assert.Empty(read.Faults);
        Assert.Equal(3, read.Tickets);
        Assert.Contains($"Page {pages.Length}/{pages.Length}", EscPosText.Read(
            _bench.Printer.Paper.AsSpan(0, _bench.Printer.Length).ToArray()), StringComparison.Ordinal);
        Assert.Equal(["page 2 is missing"], ControlFile.Read([pages[0], .. pages[2..]]).Faults.Take(1));
    }

    [Fact]
    public void A_changed_or_missing_record_is_named_with_its_line()
    {
        Morning();
        _bench.Press(OnDrive);
        _bench.Print();
        List<string> lines = [.. Text().Split('\n')];
        int ticket = lines.FindIndex(l => l.StartsWith("T;", StringComparison.Ordinal)
            && l.Split(';')[3].StartsWith("2,", StringComparison.Ordinal));
        lines.RemoveAt(ticket);
        ControlFile read = ControlFile.Read([Encoding.Latin1.GetBytes(string.Join('\n', lines))]);
        Assert.Contains(read.Faults, f => f.Contains("T 3 after T 1", StringComparison.Ordinal));
        lines.RemoveRange(lines.Count - 2, 2);
        read = ControlFile.Read([Encoding.Latin1.GetBytes(string.Join('\n', lines))]);
        Assert.Contains(read.Faults, f => f.EndsWith("the end is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_drive_that_refuses_the_copy_is_told_and_no_event_says_that_there_was_one()
    {
        Morning();
        _bench.Drive.CutAt = _bench.Drive.Operations + 2;
        _bench.Press(OnDrive);
        _bench.Print();
        _bench.Drive.CutAt = -1;
        _bench.PowerOn();
        Assert.DoesNotContain(JetCode.InspectorExport, _bench.EventCodes());
        _bench.Press(OnDrive);
        _bench.Print();
        Assert.Empty(ControlFile.Read([Bytes()]).Faults);
    }

    private void Morning() =>
        _bench.Press(5, 0, 0, 0, Key.Function, 3, 1, A1, Key.Cash, A2, Key.Cash, 1, Key.Function, 2, 1, Key.Cash,
            A1, Key.Undo, Key.Function, 4, 2, Key.Cash);

    private int Tickets(int period)
    {
        _bench.Press(Key.Clear);
        if (period > 0)
        {
            _bench.Type(period);
        }

        _bench.Press(OnDrive);
        _bench.Print();
        ControlFile read = ControlFile.Read([Bytes()]);
        Assert.True(read.IsWhole);
        return read.Tickets;
    }

    private byte[] Bytes()
    {
        byte[] bytes = new byte[InspectionDesk.BytesMax];
        return bytes[.._bench.Drive.Read(DriveFiles.Export, 0, bytes, 0, bytes.Length)];
    }

    private string Text() => Encoding.Latin1.GetString(Bytes());

    // Data of each GS ( k store command.
    private static IEnumerable<string> Codes(string paper)
    {
        for (int at = paper.IndexOf("\u001D(k", StringComparison.Ordinal); at >= 0;
            at = paper.IndexOf("\u001D(k", at + 3, StringComparison.Ordinal))
        {
            if (paper[at + 6] == 0x50)
            {
                yield return paper.Substring(at + 8, paper[at + 3] + (paper[at + 4] * 256) - 3);
            }
        }
    }
}
