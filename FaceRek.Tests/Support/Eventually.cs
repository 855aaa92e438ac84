namespace FaceRek.Tests.Support;

/// <summary>For what happens behind an answer: looks again until it holds, and gives up long after a slow machine would have done it.</summary>
public static class Eventually
{
    /// <summary>Of every wait for something that must come; it ends as soon as that is there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="complaint">What is said where it does not come to hold.</param>
    public static async Task HoldsAsync(Func<Task<bool>> claim, Func<string>? complaint = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await claim())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                Assert.Fail(complaint?.Invoke() ?? "What was waited for did not happen.");
            }
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
