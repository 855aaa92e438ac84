using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>Stripe's lists: newest first, 10 at a time by default, at most 100, continued after the last id.</summary>
public static class Page
{
    public const string Parameters = "limit starting_after ending_before";

    public static JsonObject Of(StripeRequest request, IEnumerable<JsonObject> newestFirst)
    {
        var limit = request.Number("limit") ?? 10;
        if (limit is < 1 or > 100)
        {
            throw RefusalException.Invalid("Limit must be between 1 and 100.", "limit");
        }
        if (request.Sent("starting_after") && request.Sent("ending_before"))
        {
            throw RefusalException.Invalid("starting_after and ending_before exclude each other.");
        }
        var all = newestFirst.ToList();
        var (from, to) = (0, all.Count);
        if (request.Text("starting_after") is { } after)
        {
            from = Place(all, after) + 1;
        }
        if (request.Text("ending_before") is { } before)
        {
            (to, from) = (Place(all, before), Math.Max(0, Place(all, before) - (int)limit));
        }
        var window = all[from..to];
        var hasMore = request.Sent("ending_before") ? from > 0 : window.Count > limit;
        return Json.List(request.Path, window.Take((int)limit).Select(item => item.DeepClone()), hasMore);
    }

    private static int Place(List<JsonObject> all, string id) =>
        all.FindIndex(item => item.Id() == id) is >= 0 and var place
            ? place
            : throw RefusalException.Missing("object", id, "starting_after");
}
