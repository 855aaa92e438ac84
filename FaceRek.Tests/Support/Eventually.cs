namespace FaceRek.Tests.Support;

/// <summary>
/// Waits for what happens after a response: checks repeatedly, and gives up only long after a slow machine would have
/// done it.
/// </summary>
public static class Eventually
{
    /// <summary>The limit of every wait; a wait ends as soon as its condition holds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="complaint">The message when it never holds.</param>
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
