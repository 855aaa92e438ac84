using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Jobs;

/// <summary>Processes check-in frames with the model on trial, after the person has their answer.</summary>
internal sealed class ShadowScoringJob(OrganizationRounds rounds, ShadowQueue queue) : IRecurringJob
{
    private static readonly OrganizationRound Round = new("Comparing a live frame with the model on trial");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var frame in queue.TakeAllAsync(cancellationToken))
        {
            await rounds.InOrganizationAsync(
                Round,
                frame.Organization.Id,
                services =>
                    services
                        .GetRequiredService<ShadowScorer>()
                        .ScoreAsync(frame.PersonId, frame.Frame, cancellationToken),
                cancellationToken
            );
        }
    }
}
