using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>
/// Why a bank declined, in our own words. Codes that are not listed get a general sentence:
/// https://docs.stripe.com/declines/codes.
/// </summary>
internal static class DeclineText
{
    public static string Of(string? code, IStringLocalizer<Words> words) =>
        code switch
        {
            "insufficient_funds" => words["there is not enough money on the account."],
            "expired_card" => words["the card has expired."],
            "incorrect_cvc" or "incorrect_number" or "invalid_expiry_year" or "invalid_expiry_month" => words[
                "the card details are wrong."
            ],
            "authentication_required" => words["your bank wants you to confirm it."],
            "card_velocity_exceeded" or "withdrawal_count_limit_exceeded" => words["the card's limit is reached."],
            "card_not_supported" or "currency_not_supported" => words[
                "the card does not work for this kind of payment."
            ],
            _ => words["your bank gave no reason. Ask your bank, or use another payment method."],
        };
}
