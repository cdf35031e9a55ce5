using Kiosk.Board.Virtual.Chips;
using Kiosk.Board.Virtual.Streams;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;
using Xunit;

namespace Kiosk.Tests.Board;

/// <summary>A part that fails is one fault for as long as it does, in the journal and on the display.</summary>
public sealed class SilentParts
{
    private readonly LoopRig _rig = new();
    private readonly InMemoryLcd _lcd = new();

    public SilentParts()
    {
        _rig.Parts.Lcd = _lcd;
    }

    [Fact]
    public void A_keypad_pulled_out_is_told_once_and_again_when_it_went_a_second_time()
    {
        using Tca8418Chip chip = new() { Fault = BusFault.NoAcknowledge };
        _rig.Parts.Keypad = new Tca8418Keypad(new I2cBus(chip), _rig.Clock);
        Boot();
        Told(FaultCode.KeypadFault, 1, "CLAVIER MUET    E019");
        chip.Fault = BusFault.None;
        _rig.Run(5_000);
        chip.Fault = BusFault.NoAcknowledge;
        _rig.Run(5_000);
        Assert.Equal(2, _rig.Parts.Faults.Of(FaultCode.KeypadFault));
    }

    [Fact]
    public void A_scanner_whose_line_fails_is_told_once()
    {
        using ScannerStream line = new() { Broken = true };
        _rig.Parts.Scanner = new UartScanner(line);
        Boot();
        Told(FaultCode.ScannerFault, 1, "LECTEUR MUET    E069");
    }

    [Fact]
    [Trait("Requirement", "R48")]
    public void A_card_terminal_whose_line_fails_or_speaks_nonsense_is_told_once()
    {
        var terminal = new InMemoryCardTerminal();
        _rig.Parts.Cards = new CardPayment(_rig.Parts.Drive, DriveFiles.CardSlots(16), terminal, 1);
        Boot();
        Assert.Equal(0, _rig.Parts.Faults.Of(FaultCode.CardLineFault));
        terminal.Garbled += 3;
        _rig.Run(5_000);
        Told(FaultCode.CardLineFault, 1, "TPE INJOIGNABLE E078");
        terminal.Failures++;
        _rig.Run(5_000);
        Assert.Equal(2, _rig.Parts.Faults.Of(FaultCode.CardLineFault));
    }

    [Fact]
    public void A_printer_whose_line_fails_is_told_once_is_offline_and_takes_the_drawer_with_it()
    {
        using PrinterStream paper = new();
        using BreakableLine line = new(paper);
        EscPosPrinter printer = new(line, _rig.Clock, 11_520);
        _rig.Parts.Printer = printer;
        _rig.Parts.Drawer = new PrinterDrawer(printer, false, true, true);
        Boot();
        Assert.Equal(Printer.Ready, printer.Status);
        line.Broken = true;
        _rig.Run(10_000);
        Told(FaultCode.PrinterLineFault, 1, "");
        Assert.Equal(Printer.Offline, printer.Status & Printer.Offline);
        _rig.PushDepartment();
        _rig.Key(1, Key.DoubleZero, Key.Department1, Key.Cash);
        _rig.Run(3_000);
        Assert.Equal(1, _rig.Loop.TicketsOfChain);
        Told(FaultCode.DrawerFault, 1, "");
    }

    [Fact]
    [Trait("Requirement", "R61")]
    public void A_customer_s_display_that_takes_nothing_is_told_once()
    {
        using CustomerStream line = new() { Broken = true };
        _rig.Parts.CustomerDisplay = new Cd5220Display(line, CodePage.Cp858);
        Boot();
        _rig.PushDepartment();
        _rig.Key(1, Key.DoubleZero, Key.Department1, Key.Cash);
        _rig.Run(3_000);
        Told(FaultCode.CustomerDisplayFault, 1, "");
    }

    [Fact]
    public void Looks_at_the_beams_that_fail_a_clock_that_takes_no_time_and_an_unknown_command_are_told()
    {
        Boot();
        _rig.Beams.Failures++;
        _rig.Clock.Failures++;
        _rig.Loop.Inbox!.Commands++;
        _rig.Loop.Outbox!.Unsendable++;
        _rig.Run(2_000);
        Told(FaultCode.EdgesLost, 1, "");
        Told(FaultCode.BatteryClockFault, 1, "");
        Told(FaultCode.AnswerIgnored, 1, "");
        Told(FaultCode.RecordGivenUp, 1, "");
    }

    private void Boot()
    {
        _rig.Boot();
        _rig.Run(5_000);
    }

    private void Told(int code, int times, string shown)
    {
        Assert.Equal(times, _rig.Parts.Faults.Of(code));
        Assert.Single(_rig.TechnicalEvents(), e => e.Values[EventLayout.Code] == EventCode.FaultMet
            && e.Values[EventLayout.Argument1] == code);
        string text = System.Text.Encoding.Latin1.GetString(_lcd.Text);
        Assert.Contains(shown, text, StringComparison.Ordinal);
    }

    private sealed class BreakableLine(PrinterStream inner) : ByteStream
    {
        public bool Broken { get; set; }

        public override int Read(byte[] buffer, int offset, int count) =>
            Broken ? throw new IOException("line torn off") : inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Broken)
            {
                throw new IOException("line torn off");
            }

            inner.Write(buffer, offset, count);
        }
    }
}
