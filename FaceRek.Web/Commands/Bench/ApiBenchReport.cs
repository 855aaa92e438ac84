namespace FaceRek.Web.Commands.Bench;

/// <param name="TokenCheckMicroseconds">Median, of a token that was seen before.</param>
/// <param name="FirstTokenCheckMicroseconds">Median, of a token that was not: its signature is computed.</param>
internal sealed record ApiBenchReport(
    int Cores, string Model, int People, int Clients, int Calls, int Errors, ApiBenchReport.Way Verify, ApiBenchReport.Way Identify, double TokenCheckMicroseconds, double FirstTokenCheckMicroseconds)
{
    /// <param name="PerSecond">Calls answered, with all clients.</param>
    /// <param name="EnginePerSecond">The same work without HTTP, on all cores.</param>
    /// <param name="Share">The one by the other.</param>
    /// <param name="AddedMs">Median of one client's calls, less the median of the engine's on one core.</param>
    internal sealed record Way(double PerSecond, double EnginePerSecond, double Share, double AddedMs);
}
