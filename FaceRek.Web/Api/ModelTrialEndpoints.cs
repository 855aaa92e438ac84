using FaceRek.Core.Access;
using FaceRek.Core.Attendance;
using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceRek.Web.Api;

/// <summary>A model that is tried beside the one in force: it looks at live check-ins and decides nothing, while its templates are made in the background.</summary>
internal static class ModelTrialEndpoints
{
    public static void MapModelTrial(this IEndpointRouteBuilder api)
    {
        var trial = api.MapGroup("/models/trial").WithTags("Models");
        trial
            .MapGet("", ReadAsync)
            .Needs(ApiScope.ModelsRead)
            .WithSummary("Reads the trial of a model: its progress through the stored faces, and its shadow decisions.")
            .Refuses(Refusals.NoTrial, Refusals.ModelUnavailable)
            .Example(null, ApiExamples.ModelTrial);
        trial
            .MapPut("", StartAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Begins to try a model beside the one in force.")
            .WithDescription(
                "Its templates are made in the background from the kept crops of enrolled faces; people without one enrol again. A trial of another model ends by this."
            )
            .Refuses(
                Refusals.BodyInvalid,
                Refusals.ModelInForce,
                Refusals.ModelUnknown,
                Refusals.ModelUnavailable,
                Refusals.PaymentRequired
            )
            .Example(ApiExamples.TrialChoice, ApiExamples.ModelTrial);
        trial
            .MapDelete("", StopAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Ends the trial; nothing else changes.")
            .Refuses(Refusals.NoTrial);
        trial
            .MapPost("/promotion", PromoteAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Puts the tried model in force, from the next call on.")
            .Refuses(
                Refusals.BodyInvalid,
                Refusals.NoTrial,
                Refusals.PeopleMissing,
                Refusals.ModelUnavailable,
                Refusals.PaymentRequired
            )
            .Example(ApiExamples.ModelPromotion, ApiExamples.ModelPromoted);
    }

    private static async Task<Results<Ok<ModelTrialJson>, Refusal>> ReadAsync(
        ModelTrials trials,
        TrialResults results,
        CancellationToken cancellation
    ) =>
        await trials.StandingAsync(cancellation) is { } standing
            ? TypedResults.Ok(
                new ModelTrialJson(
                    standing.Model.ToString(),
                    standing.Since,
                    ModelProgressJson.Of(standing),
                    ModelShadowJson.Of(await results.OfAsync(standing.Model, cancellation))
                )
            )
            : Refusals.NoTrial;

    private static async Task<Results<Ok<ModelTrialJson>, Refusal>> StartAsync(
        ModelChoiceJson request,
        ModelTrials trials,
        TrialResults results,
        CurrentOrganization current,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellation) is { } obstacle)
        {
            return Refusals.Of(obstacle);
        }
        if (request.Name == current.Organization.FaceModel)
        {
            return Refusals.ModelInForce;
        }
        return await trials.StartAsync(request.Name, caller.Actor, cancellation)
            ? await ReadAsync(trials, results, cancellation)
            : Refusals.ModelUnknown;
    }

    private static async Task<Results<NoContent, Refusal>> StopAsync(
        ModelTrials trials,
        ApiCaller caller,
        CancellationToken cancellation
    ) => await trials.StopAsync(caller.Actor, cancellation) ? TypedResults.NoContent() : Refusals.NoTrial;

    private static async Task<Results<Ok<ModelPromotedJson>, Refusal>> PromoteAsync(
        ModelPromotionJson request,
        ModelTrials trials,
        CurrentOrganization current,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellation) is { } obstacle)
        {
            return Refusals.Of(obstacle);
        }
        var tried = current.Organization.TrialModel;
        return await trials.CutOverAsync(request.LeaveBehind, caller.Actor, cancellation) switch
        {
            CutOverOutcome.Done done => TypedResults.Ok(new ModelPromotedJson(tried!, done.LeftBehind, done.Invited)),
            CutOverOutcome.SomeMissing missing => Refusals.PeopleMissing.Because($"There are {missing.People}."),
            CutOverOutcome.NothingTried => Refusals.NoTrial,
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no words."),
        };
    }
}
