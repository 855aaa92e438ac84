namespace FaceRek.Web.Setup;

/// <summary>The addresses the program listens at.</summary>
internal static class ListenAddresses
{
    /// <param name="urls">Separated by semicolons, as in ASPNETCORE_URLS; null where none are given.</param>
    /// <returns>Those of the network, in order: sockets in the file system have no port.</returns>
    /// <exception cref="InvalidDataException">One is not a valid address.</exception>
    public static IReadOnlyList<BindingAddress> Of(string? urls) =>
        [
            .. (urls ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Read)
                .Where(address => !address.IsUnixPipe && !address.IsNamedPipe),
        ];

    private static BindingAddress Read(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new InvalidDataException(
                $"'{url}' is not an address to listen at. Write it like http://localhost:5080."
            );
        }
    }
}
