using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>Recognition settings of an organization other than the model.</summary>
public sealed class RecognitionSettings(FaceRekDb db, CurrentOrganization current, Entitlement entitlement)
{
    /// <summary>The chances of identifying a stranger that may be chosen for 1:N.</summary>
    public static readonly IReadOnlyList<double> Budgets = [0.001, 0.003, 0.01, 0.03];

    /// <summary>Crops that are no longer to be kept are deleted in the same transaction.</summary>
    /// <param name="budget">One of <see cref="Budgets"/>.</param>
    /// <returns>Why the change was refused, or null when it was made.</returns>
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
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
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
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
