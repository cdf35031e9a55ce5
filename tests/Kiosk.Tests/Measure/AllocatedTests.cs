namespace Kiosk.Tests.Measure;

public class AllocatedTests
{
    private byte[]? _kept;

    [Fact]
    [Trait("Requirement", "F-MEM-1")]
    public void What_every_run_allocates_is_found_and_what_one_run_allocates_is_not()
    {
        Assert.InRange(Allocated.Always(() => Allocated.By(() => _kept = new byte[8])), 8, 64);
        int runs = 0;
        Assert.Equal(0, Allocated.Always(() => Allocated.By(() => _kept = runs++ < 3 ? new byte[8] : _kept)));
        Assert.InRange(runs, 4, 25);
    }
}
