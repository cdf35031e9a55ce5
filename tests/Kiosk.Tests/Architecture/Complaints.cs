using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>How every guard ends: no complaint, or all of them at once.</summary>
internal static class Complaints
{
    public static void None(IReadOnlyCollection<string> complaints) =>
        Assert.True(complaints.Count == 0, $"{complaints.Count} complaint(s):\n" + string.Join('\n', complaints));
}
