using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>
/// Fetches the recommended packs for a running server while one is missing or damaged, and says how that stands.
/// </summary>
/// <param name="newInstaller">For one round; null where the server fetches nothing by itself.</param>
/// <param name="firstPause">After a round that left something to fetch.</param>
public sealed class RecommendedPacks(
    ModelStore store,
    FaceModels models,
    Func<PackInstaller>? newInstaller,
    TimeSpan firstPause
)
{
    public TimeSpan FirstPause => firstPause;

    private volatile string? obstacle;

    /// <summary>Why a pack is missing still, in a sentence; null when none is, and before the first round.</summary>
    public string? Obstacle => obstacle;

    /// <returns>Whether nothing is left to fetch.</returns>
    public async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        if (newInstaller is null)
        {
            return true;
        }
        var failures = new List<string>();
        using (var installer = newInstaller())
        {
            foreach (var model in store.Catalogue.Where(model => model.IsRecommended && !store.IsIntact(model)))
            {
                try
                {
                    await installer.InstallAsync(model.Manifest.Name, cancellationToken);
                    // It is in use from the next request on.
                    models.Refresh();
                }
                catch (ModelException fault)
                {
                    failures.Add(fault.Message);
                }
            }
        }
        obstacle = failures.FirstOrDefault();
        return obstacle is null;
    }
}
