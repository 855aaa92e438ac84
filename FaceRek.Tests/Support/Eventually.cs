namespace FaceRek.Tests.Support;

/// <summary>For what happens behind an answer: looks again until it holds, and gives up long after a slow machine would have done it.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task HoldsAsync(Func<Task<bool>> claim)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await claim())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "What was waited for did not happen.");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
