using System.Text;
using Stripe;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>Whether a body comes from Stripe: signed with one of our secrets, and at most five minutes ago or ahead.</summary>
internal static class StripeSignature
{
    private const long ToleranceSeconds = 300;

    /// <param name="header">Of <c>Stripe-Signature</c>; null where there is none.</param>
    public static bool IsGenuine(byte[] body, string? header, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header))
        {
            return false;
        }
        var text = Encoding.UTF8.GetString(body);
        return secrets.Any(secret => IsSignedWith(text, header, secret, now.ToUnixTimeSeconds()));
    }

    private static bool IsSignedWith(string text, string header, string secret, long now)
    {
        try
        {
            EventUtility.ValidateSignature(text, header, secret, ToleranceSeconds, now);
            return true;
        }
        // The library throws several exceptions, and a header that cannot be parsed is invalid as well.
        catch (Exception exception)
            when (exception
                    is StripeException
                        or FormatException
                        or OverflowException
                        or IndexOutOfRangeException
                        or ArgumentException
                        or NullReferenceException
                        or KeyNotFoundException
            )
        {
            return false;
        }
    }
}
