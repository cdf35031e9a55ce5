using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>Alarm of a supply that the owner lets fail. One thread.</summary>
internal sealed class VirtualSupply : Supply
{
    public bool Lost { get; set; }

    public override bool Failing => Lost;
}
