using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Parts;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class PaperText
{
    [Theory]
    [InlineData(19, 0xD5, 0x82)]
    [InlineData(16, 0x80, 0xE9)]
    [InlineData(40, 0xA4, 0xE9)]
    public void The_euro_sign_and_accents_are_read_from_their_code_page(byte page, byte euro, byte eAcute)
    {
        byte[] printed = [0x1B, 0x40, 0x1B, 0x74, page, .. "12,50 "u8, euro, 0x0A, (byte)'t', eAcute, 0x0A];
        Assert.Equal("12,50 €\nté\n", EscPosText.Read(printed));
    }

    [Fact]
    public void Commands_leave_no_text_and_a_cut_command_at_the_end_does_no_harm()
    {
        byte[] printed =
        [
            0x1B, 0x45, 1, 0x1B, 0x61, 1, 0x1D, 0x21, 0x11, (byte)'A', 0x1B, 0x70, 0, 0x19, 0xFA,
            0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0, 0x1D, 0x6B, 0x43, 3, (byte)'1', (byte)'2', (byte)'3',
            0x1D, 0x56, 0,
        ];
        Assert.Equal("A[123]\n- - - - - -\n", EscPosText.Read(printed));
        for (int cut = 0; cut < printed.Length; cut++)
        {
            Assert.NotNull(EscPosText.Read(printed.AsSpan(0, cut)));
        }
    }

    [Fact]
    public void A_printer_that_runs_out_in_the_middle_goes_on_after_a_new_roll()
    {
        var printer = new VirtualPrinter { PaperLeft = 4 };
        byte[] text = "ABCDEFGH"u8.ToArray();
        Assert.Equal(4, printer.Write(text, 0, 8));
        Assert.Equal(Printer.PaperOut, printer.Status);
        Assert.Equal(0, printer.Write(text, 4, 4));
        printer.PaperPresent = true;
        Assert.Equal(4, printer.Write(text, 4, 4));
        Assert.Equal("ABCDEFGH", printer.Roll.Text);
    }

    [Fact]
    public void A_roll_that_is_never_torn_off_stays_bounded()
    {
        var roll = new PaperRoll();
        roll.Print(new byte[PaperRoll.BytesMax]);
        roll.Print(new byte[10]);
        Assert.Equal((PaperRoll.BytesMax, 10L), (roll.Bytes.Count, roll.TornOff));
    }
}
