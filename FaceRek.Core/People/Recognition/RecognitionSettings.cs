using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>What an organization chooses about recognition beside the model.</summary>
public sealed class RecognitionSettings(FaceRekDb db, CurrentOrganization current, Entitlement entitlement)
{
    /// <summary>Chances of taking a stranger for somebody that may be chosen for 1:N.</summary>
    public static readonly IReadOnlyList<double> Budgets = [0.001, 0.003, 0.01, 0.03];

    /// <summary>Crops that are kept no longer are destroyed in the same transaction.</summary>
    /// <param name="budget">One of <see cref="Budgets"/>.</param>
    /// <returns>What is in the way, or null; then it was changed.</returns>
    public async Task<EntitlementDenial?> ChangeAsync(
        double budget,
        bool keepsCrops,
        CancellationToken cancellationToken
    )
    {
        if (!Budgets.Contains(budget))
        {
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "No budget to choose.");
        }
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } readOnly)
        {
            return readOnly;
        }
        await using var turn = await db.BeginLockedAsync(current.Organization, cancellationToken);
        await db
            .Organizations.Where(o => o.Id == current.Organization.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(o => o.IdentificationBudget, budget).SetProperty(o => o.KeepsCrops, keepsCrops),
                cancellationToken
            );
        if (!keepsCrops)
        {
            await db.FaceCrops.ExecuteDeleteAsync(cancellationToken);
        }
        await turn.CommitAsync(cancellationToken);
        return null;
    }
}
