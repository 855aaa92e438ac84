using System.Data.Common;
using System.Diagnostics;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// A write with an Idempotency-Key is executed once: sent again within a day it gets the first response, and another
/// write under the same key is refused.
/// </summary>
internal sealed partial class Idempotency(RequestDelegate next, ILogger<Idempotency> logger)
{
    public const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";

    public async Task InvokeAsync(
        HttpContext context,
        CurrentOrganization current,
        ApiCaller caller,
        IdempotencyStore store
    )
    {
        var request = context.Request;
        if (
            current.Id is null
            || HttpMethods.IsGet(request.Method)
            || !request.Headers.TryGetValue(Header, out var values)
        )
        {
            await next(context);
            return;
        }
        if (
            values is not [{ Length: > 0 and <= IdempotentAnswer.MaxKeyLength } key]
            || key.Any(c => c is <= ' ' or > '~')
        )
        {
            await ApiProblems
                .HeaderInvalid.Because(
                    $"{Header} must have 1 to {IdempotentAnswer.MaxKeyLength} visible ASCII characters."
                )
                .ExecuteAsync(context);
            return;
        }
        var body = await ReadBodyAsync(request, context.RequestAborted);
        var entry = new IdempotencyStore.Entry(
            current.Organization,
            caller.ActorId,
            key,
            RequestHash.Of(request, body.GetBuffer().AsSpan(0, (int)body.Length))
        );
        switch (await store.BeginAsync(entry, context.RequestAborted))
        {
            case IdempotencyStore.Beginning.AtWork:
                context.Response.Headers.RetryAfter = "1";
                await ApiProblems.SameRequestAtWork.ExecuteAsync(context);
                return;
            case IdempotencyStore.Beginning.OtherRequest:
                await ApiProblems.KeyReused.ExecuteAsync(context);
                return;
            case IdempotencyStore.Beginning.Answered { Answer: var answer }:
                context.Response.Headers[Replayed] = "true";
                await answer.WriteToAsync(context.Response);
                return;
            case IdempotencyStore.Beginning.First:
                await AnswerOnceAsync(context, store, entry);
                return;
            default:
                throw new UnreachableException();
        }
    }

    private async Task AnswerOnceAsync(HttpContext context, IdempotencyStore store, IdempotencyStore.Entry entry)
    {
        var wire = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        var wasDone = false;
        try
        {
            await next(context);
            var answer = StoredResponse.Of(context.Response, kept);
            // A request was not executed when it failed on our side, lacked a scope, exceeded a limit or needs a
            // payment: the same key may try again.
            wasDone = answer.Status is < 500 and not (402 or 403 or 429);
            if (wasDone)
            {
                await KeepAsync(store, entry, answer);
            }
        }
        finally
        {
            context.Response.Body = wire;
            if (!wasDone)
            {
                await store.ForgetAsync(entry, CancellationToken.None);
            }
        }
        kept.Position = 0;
        await kept.CopyToAsync(wire, context.RequestAborted);
    }

    /// <summary>
    /// When the response cannot be stored the caller gets it all the same, and the key stays reserved: executing the
    /// request again would be worse than asking the caller to wait.
    /// </summary>
    private async Task KeepAsync(IdempotencyStore store, IdempotencyStore.Entry entry, StoredResponse answer)
    {
        try
        {
            await store.KeepAsync(entry, answer, CancellationToken.None);
        }
        catch (DbException exception)
        {
            LogNotKept(exception);
        }
    }

    private static async Task<MemoryStream> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        request.Body = body;
        return body;
    }

    [LoggerMessage(
        EventId = 2002,
        Level = LogLevel.Error,
        Message = "The answer to a write could not be kept under its Idempotency-Key"
    )]
    private partial void LogNotKept(Exception exception);
}
