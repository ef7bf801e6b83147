export function Contain({ device }: Props) {
  const contain = async () => {
    const body = { Comment: 'From the console', IsolationType: "Selectiv" };
    await fetch(`https://api.security.microsoft.com/api/machines/${device.id}/isolate`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  };
  return <button onClick={contain}>Isolate {device.name}</button>;
}
