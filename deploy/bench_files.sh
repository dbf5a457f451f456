#!/bin/sh
# The same payments written to a file by this project and by two packages of npm, in one run:
#   deploy/bench_files.sh [PAYMENTS] [ROUNDS]
# Each tool is a process that reads the rows and writes the file; time and memory are those of the whole process. Every
# file is checked against the official schema where IZMAKSA_FIXTURES (or ../shared/fixtures) has it. The packages are
# installed into a temporary folder, which is removed at the end.
set -eu
cd "$(dirname "$0")/.."
payments=${1:-100000} rounds=${2:-5}
fixtures=${IZMAKSA_FIXTURES:-../shared/fixtures}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --build --preset release --target izmaksa_file_bench -- --quiet >&2

python3 - "$payments" >"$work/rows.csv" <<'PY'
import sys
names = ["Līga Ņukša-Ūdre", "Jānis Bērziņš", "Ģirts Šķēle", "Žanete Čakle", "Anna O'Neil", "Pēteris Kļaviņš"]
for i in range(int(sys.argv[1])):
    bban = "HABA%013d" % (9990000000000 + i * 7)
    check = 98 - int("".join(str(int(c, 36)) for c in bban + "LV00")) % 97
    print("20240403-%d-1;%d.%02d;%s;LV%02d%s;Pensija 04/2024" % (
        1000000001 + i, 300 + i * 13 % 900, i * 37 % 100, names[i % len(names)], check, bban))
PY

cat >"$work/sepa.cjs" <<'JS'
const fs = require('fs'), SEPA = require('sepa');
const [, , rows, out] = process.argv;
SEPA.enableValidations(true, false);  // as delivered, its set of characters has no Latvian letters
const doc = new SEPA.Document('pain.001.001.09');
doc.grpHdr.id = 'M1';  // it joins the ids of file, block and payment, so they are kept short
doc.grpHdr.created = new Date('2024-04-03T00:00:00Z');
doc.grpHdr.initiatorName = 'Valsts sociālās apdrošināšanas aģentūra';
const info = doc.createPaymentInfo();
info.id = '1';
info.requestedExecutionDate = new Date('2024-04-12T00:00:00Z');
info.debtorIBAN = 'LV42TREL9990000000001';
info.debtorBIC = 'TRELLV22';
info.debtorName = 'Valsts sociālās apdrošināšanas aģentūra';
info.batchBooking = true;
doc.addPaymentInfo(info);
for (const line of fs.readFileSync(rows, 'utf8').split('\n')) {
  if (!line) continue;
  const [id, amount, name, iban, text] = line.split(';');
  const tx = info.createTransaction();
  tx.id = tx.end2endId = id;  // without a purpose: it stands where the schema does not want it
  tx.amount = Number(amount);
  tx.creditorName = name;
  tx.creditorIBAN = iban;
  tx.remittanceInfo = text;
  info.addTransaction(tx);
}
doc.normalize();
fs.writeFileSync(out, doc.toString());
JS

cat >"$work/sepa-xml.cjs" <<'JS'
const fs = require('fs'), SepaXML = require('sepa-xml');
const [, , rows, out] = process.argv;
const file = new SepaXML('pain.001.001.03');  // the newest it has
file.setHeaderInfo({messageId: '20240403-PENS-20240412-001', initiator: 'Valsts sociālās apdrošināšanas aģentūra'});
file.setPaymentInfo({id: '20240403-PENS-20240412-001-1', method: 'TRF', batchBooking: true, bic: 'TRELLV22',
  senderName: 'Valsts sociālās apdrošināšanas aģentūra', senderIBAN: 'LV42TREL9990000000001',
  when: new Date('2024-04-12T00:00:00Z')});
for (const line of fs.readFileSync(rows, 'utf8').split('\n')) {
  if (!line) continue;
  const [id, amount, name, iban, description] = line.split(';');
  file.addTransaction({id, amount, name, iban, description});
}
file.compile((error, text) => {
  if (error) throw error;
  fs.writeFileSync(out, text);
});
JS

if command -v node >/dev/null && command -v npm >/dev/null &&
  (cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock sepa@3.0.0 sepa-xml@0.6.0 >&2); then
  others="sepa sepa-xml"
else
  echo "node or the packages are not at hand: only our own writer is measured" >&2
  others=""
fi

python3 - "$work" "$rounds" "$fixtures/xsd" "$PWD/build/izmaksa_file_bench" $others <<'PY'
import os, re, shutil, statistics, subprocess, sys, time
work, rounds, schemas, ours = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
TOOLS = [("izmaksa", "09", [ours])]
for name, label, version in (("sepa", "npm sepa 3.0.0", "09"), ("sepa-xml", "npm sepa-xml 0.6.0", "03")):
    if name in sys.argv[5:]:
        TOOLS.append((label, version, ["node", os.path.join(work, name + ".cjs")]))
rows = os.path.join(work, "rows.csv")

def measure(command):
    start = time.monotonic()
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit("%s ended with %d" % (command, status))
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

def numbers(path):
    head = open(path, encoding="utf-8").read(4096)
    return [re.search("<%s>([^<]*)<" % tag, head).group(1) for tag in ("NbOfTxs", "CtrlSum")]

def verdict(path, version):
    schema = os.path.join(schemas, "pain.001.001.%s.xsd" % version)
    if not shutil.which("xmllint") or not os.path.exists(schema):
        return "not checked"
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--stream", "--schema", schema, path],
                         stderr=subprocess.DEVNULL, check=False)
    return "yes" if run.returncode == 0 else "NO"

model = next((l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown")
node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip() if len(TOOLS) > 1 else "none"
print("%s, %d processors, load %.1f, node %s; %d payments, %d rounds, each after the other" % (
    model, os.cpu_count(), os.getloadavg()[0], node, sum(1 for _ in open(rows)), rounds))
print("\n%-20s %7s %7s %7s %7s %7s %9s %8s %14s %s" % (
    "", "min", "median", "max", "cpu", "memory", "file", "NbOfTxs", "CtrlSum", "valid"))
found = {tool: [] for tool, _, _ in TOOLS}
for _ in range(rounds):  # in turns, so that what else the machine does hits all alike
    for tool, version, command in TOOLS:
        found[tool].append(measure(command + [rows, os.path.join(work, tool + ".xml")]))
for tool, version, _ in TOOLS:
    path = os.path.join(work, tool + ".xml")
    times = [f[0] for f in found[tool]]
    payments, total = numbers(path)
    print("%-20s %5.2f s %5.2f s %5.2f s %5.2f s %4.0f MB %6.1f MB %8s %14s %s, .%s" % (
        tool, min(times), statistics.median(times), max(times), statistics.median(f[1] for f in found[tool]),
        max(f[2] for f in found[tool]), os.path.getsize(path) / 1e6, payments, total, verdict(path, version), version))
PY
