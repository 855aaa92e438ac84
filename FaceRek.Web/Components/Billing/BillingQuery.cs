using System.Globalization;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;

namespace FaceRek.Web.Components.Billing;

/// <summary>The query of the prices page: <c>?people=7&amp;interval=year</c>.</summary>
/// <param name="People">Null where it is not a valid number of people.</param>
/// <param name="Typed">The raw input.</param>
public sealed record BillingQuery(int? People, string Typed, BillingInterval Interval)
{
    /// <param name="otherwise">The number of people where none is given.</param>
    public static BillingQuery Read(IQueryCollection query, int otherwise)
    {
        var typed = query["people"].ToString() is { Length: > 0 } said
            ? said
            : otherwise.ToString(CultureInfo.InvariantCulture);
        var isNumber = int.TryParse(
            typed,
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var people
        );
        return new(
            isNumber && people is >= 1 and <= SeatQuote.MaxPeople ? people : null,
            typed,
            IntervalOf(query["interval"]) ?? BillingInterval.Month
        );
    }

    public static string NameOf(BillingInterval interval) => interval == BillingInterval.Year ? "year" : "month";

    public static BillingInterval? IntervalOf(string? name) =>
        name switch
        {
            "month" => BillingInterval.Month,
            "year" => BillingInterval.Year,
            _ => null,
        };
}
