using FaceRek.Core.Faces.Engine;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Jobs;

/// <summary>For a change of model: finds installed packs and makes the new templates from stored crops.</summary>
internal sealed class ModelMigrationJob(OrganizationRounds rounds, FaceModels models) : IRecurringJob
{
    private const int CropsAtOnce = 20;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        models.Refresh();
        await rounds.ForEachOrganizationAsync(
            new OrganizationRound("Making templates of another model"),
            db =>
                db.Organizations.Where(organization =>
                        organization.CandidateModel != null || organization.PreviousModel != null
                    )
                    .Select(organization => organization.Id),
            services => RenewAllAsync(services, cancellationToken),
            cancellationToken
        );
    }

    private static async Task RenewAllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (db, migration) = (
            services.GetRequiredService<FaceRekDb>(),
            services.GetRequiredService<TemplateMigration>()
        );
        while (await migration.RenewAsync(CropsAtOnce, cancellationToken) == CropsAtOnce)
        {
            db.ChangeTracker.Clear();
        }
    }
}
