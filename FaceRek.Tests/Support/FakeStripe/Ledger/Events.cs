using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Events are kept for 30 days.</summary>
public sealed class Events(StripeLedger books)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public IEnumerable<Route> Routes =>
        [
            new("Events.retrieve", "GET", "/v1/events/{id}", "", request => books.Get("event", request.Id).DeepClone()),
            new(
                "Events.list",
                "GET",
                "/v1/events",
                $"type types[] created.* {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        books
                            .Of("event")
                            .Where(message =>
                                message.Time("created") > books.Now - Kept
                                && (request.Text("type") is not { } type || message.Is("type", type))
                                && (!request.Sent("types") || request.Texts("types").Contains(message.Text("type")))
                                && !(message.Whole("created") < request.Tree("created")?.Whole("gte"))
                            )
                    )
            ),
        ];
}
