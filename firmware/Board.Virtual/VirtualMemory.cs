using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual;

/// <summary>
/// Memory of a board with 1 MiB of managed heap, less what this firmware's start took of it on this PC. Told in steps
/// of
/// 64 KiB: what the runtime allocates on the way, at moments that load decides, must not change a simulation.
/// </summary>
internal sealed class VirtualMemory : Memory
{
    private const long HeapBytes = 1_048_576, StepBytes = 65_536;
    private readonly long _before = GC.GetAllocatedBytesForCurrentThread();
    private long _taken;

    public override long FreeBytes => Math.Max(0, HeapBytes - _taken) / StepBytes * StepBytes;

    /// <summary>The firmware has started.</summary>
    public void Started() => _taken = GC.GetAllocatedBytesForCurrentThread() - _before;
}
